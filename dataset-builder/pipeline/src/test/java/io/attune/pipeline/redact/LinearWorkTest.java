package io.attune.pipeline.redact;

import java.util.EnumSet;
import java.util.stream.Stream;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.scan.CountedText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The reads of characters are counted; time is the benchmark's matter. */
class LinearWorkTest {
    private static final Redactor ALL = new Redactor(RedactionPolicy.of(EnumSet.allOf(PersonalKind.class),
            Action.REDACT, 1));
    /** The reads of each character at most, on the worst text known and with room for worse. */
    private static final long READS_MAX = 40;

    static Stream<String> hostile() {
        return Stream.of("a-b.", "a@", "@", "1 ", "1.", "1-", "12 ", "123-", "4111-", "4111 ", "+1 ", "+1-", "(1) ",
                "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n", "-----BEGIN ", "-----END ", "://u:",
                "://u:p@", "eyJ.", "eyJ", "eyJhbGciOiJIUzI1NiJ9.", "x", "a.", "sk-", "sk-a1B", "ghp_", "ghp_a1 ",
                "password=", "password=\"", "password: '", "token:a1", "pwd is ", "\"", "'", "''\"", "[", "[EMAIL]",
                "[EMAIL", "AKIA", "AKIA ", "DE12 ", "DE12", "GB1 ", "00:", "00-", "ab:", "2001:", "2001::", "::",
                "dob ",
                "dob 1 ", "born 1 May ", "imei 1 ", "passport A1234 ", "name is A", "name is Ab ", "1.2.3.4 ",
                "1.2.3.", "52.12345, ", "lat 52.12345 ", "bearer a", "basic a", "12 Ab Cd ", "1AbC2dEf", "bc1q", "0x1a",
                "0", "7", "Z", "_", "-", ".", ":", "=", "tel 030 ", "tel 1 ", "030 12 ", "030-1 ", "\ud800", "\u0000",
                "é", "<password>", "AB 12 34 56 ", "a'", "+++", "= ", "xn--", "-a", "bic A ", "call 0 ");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void every_character_is_read_a_bounded_number_of_times(String piece) {
        int length = 40_000;
        CountedText text = new CountedText(piece.repeat(length / piece.length() + 1));
        ALL.redact(text.part(0, text.length()), text);
        assertThat(text.visits()).isLessThan(READS_MAX * text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "@", ".", "a-b."})
    void a_line_of_ten_million_characters_is_no_worse(String piece) {
        CountedText text = new CountedText(piece.repeat(10_000_000 / piece.length()));
        ALL.redact("", text);
        assertThat(text.visits()).isLessThan(READS_MAX * text.length());
    }

    @Test
    void ordinary_text_is_read_a_few_times() {
        CountedText text = new CountedText("The quick brown fox (No. 12) jumps over the lazy dog at 10:45. ".repeat(
                999));
        ALL.redact("", text);
        assertThat(text.visits()).isLessThan(5L * text.length());
    }
}
