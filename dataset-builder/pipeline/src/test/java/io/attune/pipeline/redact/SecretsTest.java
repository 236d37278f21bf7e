package io.attune.pipeline.redact;

import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Tokens are put together from pieces, so that no scanner of repositories takes this file for a leak. */
class SecretsTest {
    private static final int TIMES = 200;
    private static final Redactor REDACTOR = Redactor.ofDefaults();
    private final Samples samples = new Samples(11);

    @Test
    void tokens_of_published_form_are_found() {
        String capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        String url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
        int missed = 0;
        for (int i = 0; i < TIMES; i++) {
            for (String token : List.of("AK" + "IA" + samples.of(capitals, 16), "gh" + "p_" + samples.alphanumeric(36),
                    "github" + "_pat_" + samples.alphanumeric(22) + "_" + samples.alphanumeric(59), "gl" + "pat-"
                            + samples.alphanumeric(20), "xo" + "xb-" + samples.digits(11) + "-" + samples.digits(
                                    11) + "-" + samples.alphanumeric(24), "sk_" + "live_" + samples.alphanumeric(24),
                    "AI" + "za" + samples.of(url, 34) + "x", "sk-" + samples.alphanumeric(48), "sk-" + "ant-api03-"
                            + samples.alphanumeric(90), "np" + "m_" + samples.alphanumeric(36), "py" + "pi-AgEIcHl"
                                    + samples.alphanumeric(100), "S" + "G." + samples.alphanumeric(22) + "."
                                            + samples.alphanumeric(43), "h" + "f_" + samples.alphanumeric(34), "S" + "K"
                                                    + samples.hex(32), samples.webToken(), samples.privateKey())) {
                missed += REDACTOR.redact("use " + token + " here").text().equals("use [SECRET] here") ? 0 : 1;
            }
        }
        assertThat(missed).isZero();
    }

    @Test
    void values_with_a_telling_name_are_found() {
        for (String text : List.of("password = %s", "DB_PASSWORD=%s", "\"clientSecret\": \"%s\"", "api-key: %s",
                "AWS_SECRET_ACCESS_KEY=%s", "spring.datasource.password=%s", "<password>%s</password>",
                "my password is %s.", "?token=%s&x=1", "secretKey => '%s'", "Authorization: Bearer %s",
                "postgres://app:%s@db.internal:5432/x")) {
            String value = samples.of("abcdefghjkmnpqrstuvwxyz", 3) + samples.digits(2) + samples.of("BCDFGHJKLM", 3)
                    + samples.digits(2) + samples.of("vwxyz", 3) + samples.digits(1) + samples.of("QRSTVW", 3)
                    + samples.digits(3);
            assertThat(REDACTOR.redact(text.formatted(value)).text()).isEqualTo(text.formatted("[SECRET]"));
        }
        String pair = Base64.getEncoder().encodeToString("ann:h7Kq-p2".getBytes(UTF_8));
        assertThat(REDACTOR.redact("Authorization: Basic " + pair).text()).isEqualTo("Authorization: Basic [SECRET]");
    }

    @Test
    void the_secret_half_beside_an_access_key_is_found() {
        String secret = samples.alphanumeric(20) + "/" + samples.alphanumeric(19);
        assertThat(REDACTOR.redact("AK" + "IA" + "J3Q7ZT5XN2WYB4KD" + "\n" + secret).counts(Action.REDACT)).isEqualTo(
                Map.of("secret", 2));
    }

    @Test
    void a_key_whose_end_is_cut_off_is_found_and_a_mere_frame_is_not() {
        String key = samples.privateKey();
        assertThat(REDACTOR.redact(key.substring(0, 150)).text()).isEqualTo("[SECRET]");
        String frame = "if (line.equals(\"-----BEGIN " + "PRIVATE KEY-----\")) { until(\"-----END "
                + "PRIVATE KEY-----\"); }";
        assertThat(REDACTOR.redact(frame).text()).isEqualTo(frame);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password = changeme", "password: ${DB_PASSWORD}", "password=<your-password>",
            "api_key = YOUR_API_KEY_1234", "token = xxxxxxxxxxxxxxxx", "secret: example-secret-value-1",
            "password = getPassword();", "token = tokens[12];", "passwordField = new JPasswordField(20)",
            "String password = props.getProperty(\"password1\")", "if (token == Token.LPAREN2) return;",
            "key: 550e8400-e29b-41d4-a716", "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "color: #a1b2c3", "version 1.2.3-beta4+build5",
            "src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4\"",
            "2024-01-31T12:30:45.123Z", "ISBN 978-3-16-148410-0", "sk-circle-fade-dot-large", "eyJust a word.and.more",
            "ghp_short", "hf_transfer_enable_this_option_please_now", "npm_config_registry_is_a_very_long_name_x",
            "AKIAAAAAAAAAAAAAAAAA", "redis://user:password@host:6379", "https://host:8080/@user",
            "Bearer tokens expire",
            "Basic authentication", "the token is invalid", "password: ********", "pass: 12345678",
            "token = management.endpoints.web", "https://example.com/?sig=short"})
    void what_only_looks_like_a_secret_stays(String text) {
        assertThat(REDACTOR.redact(text).text()).isEqualTo(text);
    }
}
