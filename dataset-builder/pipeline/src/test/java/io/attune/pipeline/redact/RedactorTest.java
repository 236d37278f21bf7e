package io.attune.pipeline.redact;

import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;

import io.attune.pipeline.redact.kind.PersonalKind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RedactorTest {
    private static final Redactor ALL = Redactor.ofDefaults();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Write to ann.b+c@mail.example.org.                | Write to [EMAIL].",
            "ann@example.org,bob@example.com                   | [EMAIL],[EMAIL]",
            "Pay with 4111 1111 1111 1111 now                  | Pay with [CARD] now",
            "378282246310005                                   | [CARD]",
            "Call +49 30 901820 today                          | Call [PHONE] today",
            "or +1 (650) 253-0000.                             | or [PHONE].",
            "key AKIAIOSFODNN7EXAMPLF ok                       | key [SECRET] ok",
            "redis://app:s3cr3tValue@cache.example.org:6379    | redis://app:[SECRET]@cache.example.org:6379",
            "api_key = 8f2Kq9Zx3LmT7vBn1PwR                    | api_key = [SECRET]"})
    void what_is_personal_or_secret_is_replaced(String text, String expected) {
        assertThat(ALL.redact(text).text()).isEqualTo(expected);
    }

    @Test
    void tokens_are_known_by_their_published_beginnings() {
        String random = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5";
        for (String prefix : new String[]{"sk-", "ghp_", "glpat-", "xoxb-", "npm_", "hf_"}) {
            assertThat(ALL.redact("use " + prefix + random + " here").text()).isEqualTo("use [SECRET] here");
        }
        assertThat(ALL.redact("AIza" + random.substring(1)).text()).isEqualTo("[SECRET]");
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N";
        assertThat(ALL.redact("Bearer " + jwt).text()).isEqualTo("Bearer [SECRET]");
        assertThat(ALL.redact(
                "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----\nb").text()).isEqualTo(
                        "a\n[SECRET]\nb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Value and user@host", "mail @ example.org", "a@b.c", "1234 5678 9012 3456",
            "4111 1111 1111 1112", "version 4.1.111.1111", "+1 is a number", "x+491234567890123456789",
            "redis://user:password@example.com:6379", "sk-short", "sk-aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "token = management.endpoints.web", "password: ${DB_PASSWORD}",
            "spring.security.oauth2.client.registration.my-client-id", "-----BEGIN CERTIFICATE-----"})
    void what_only_looks_like_it_stays(String text) {
        assertThat(ALL.redact(text).text()).isEqualTo(text);
    }

    @Test
    void only_the_kinds_asked_for_are_replaced() {
        Redactor emails = new Redactor(RedactionPolicy.of(EnumSet.of(PersonalKind.EMAIL), Action.REDACT, 0));
        assertThat(emails.redact("ann@example.org 4111111111111111")).isEqualTo(
                new Redactor.Redacted("[EMAIL] 4111111111111111", Map.of(Action.REDACT, new TreeMap<>(Map.of("email",
                        1)))));
    }

    @Property(seed = "20260101")
    void redacting_twice_is_redacting_once(@ForAll("texts") String text) {
        String once = ALL.redact(text).text();
        assertThat(ALL.redact(once).text()).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("ann@example.org", "4111 1111 1111 1111", "4111-1111", "+49 30 901820", "@", ".", " ",
                "-",
                "+", "://", ":", "password", "=", "sk-aB3dE5fG7hJ9kL1mN3pQ5r", "eyJ", "7", "x", "/", "-----BEGIN ",
                "PRIVATE KEY-----", "-----END ", "\n", "api_key", "[EMAIL]", "é").list().ofMaxSize(25).map(
                        parts -> String.join("", parts));
    }
}
