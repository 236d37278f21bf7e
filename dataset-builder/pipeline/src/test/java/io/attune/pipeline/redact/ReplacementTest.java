package io.attune.pipeline.redact;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.google.re2j.Pattern;
import io.attune.pipeline.redact.kind.PersonalKind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReplacementTest {
    private static final Redactor REPLACE = redactor(Action.REPLACE, 1);
    private static final Redactor HASH = redactor(Action.HASH, 1);
    private static final Redactor REDACT = redactor(Action.REDACT, 1);

    @Property(seed = "20260102", tries = 400)
    void replacing_twice_is_replacing_once(@ForAll("texts") String text) {
        for (Redactor redactor : List.of(REPLACE, HASH, REDACT)) {
            String once = redactor.redact(text).text();
            assertThat(redactor.redact(once).text()).isEqualTo(once);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Samples samples = new Samples(3);
        return Arbitraries.of("ann@example.org", samples.luhn("4", 16), samples.luhn("37", 15), samples.iban(),
                samples.steuerId(), samples.cpf(), samples.webToken(), samples.privateKey(), "+49 30 901820",
                "212-736-5000", "(212) 736-5000", "212-09-1234", "8.8.4.200", "2001:db8::1:2", "3c:22:fb:01:9a:7e",
                "born 1984-02-29", "DOB 3 March 1984", "passport X1234567", "BIC ABCDDEFF", "lat 52.520008, 13.404954",
                "imei " + samples.luhn("35", 15), "gh" + "p_" + samples.alphanumeric(36), "password=h7Kq-p2x!",
                "https://u:h7Kqp2x@h.example/", "tel", "030 901820", " ", "-", ".", ",", "/", ":", "=", "+", "@", "1",
                "12",
                "4111", "x", "\n", "[EMAIL]", "[CARD:0123456789ab]", "é", "(", ")", "\"", "AB", "123456C",
                "name is Xy").list().ofMaxSize(
                        14).map(parts -> String.join("", parts));
    }

    @Test
    void equal_values_are_replaced_equally_and_others_otherwise() {
        String text = REPLACE.redact("a ann@example.org b ann@example.org c bob@example.org").text();
        String[] words = text.split(" ");
        assertThat(words[1]).isEqualTo(words[3]).isNotEqualTo(words[5]).endsWith("@example.com");
        assertThat(redactor(Action.REPLACE, 2).redact("ann@example.org").text()).isNotEqualTo(words[1]);
    }

    @Test
    void a_number_written_in_two_ways_is_replaced_by_the_same_digits() {
        String card = new Samples(5).luhn("4", 16);
        String plain = REPLACE.redact(card).text();
        String spaced = REPLACE.redact(card.replaceAll("(....)(?=.)", "$1 ")).text();
        assertThat(spaced).matches("[0-9]{4}( [0-9]{4}){3}").isNotEqualTo(card);
        assertThat(spaced.replace(" ", "")).isEqualTo(plain);
    }

    @Test
    void a_replacement_keeps_the_form_and_is_never_valid() {
        Samples samples = new Samples(9);
        Map<String, String> forms = Map.of(samples.luhn("4", 16), "[0-9]{16}", samples.iban(), "DE[0-9]{20}",
                "212-09-1234", "000-[0-9]{2}-[0-9]{4}", "8.8.4.200", "2[45][0-9]\\.[0-9.]+", "+49 30 901820",
                "\\+99 9[0-9] [0-9]{6}", "3c:22:fb:01:9a:7e", "([0-9a-f]{2}:){5}[0-9a-f]{2}");
        forms.forEach((value, form) -> {
            String replaced = REPLACE.redact(value).text();
            assertThat(replaced).matches(form).isNotEqualTo(value);
            assertThat(REDACT.redact(replaced).text()).isEqualTo(replaced);
        });
    }

    @Test
    void hashes_are_placeholders_with_twelve_digits() {
        assertThat(HASH.redact("to ann@example.org").text()).matches("to \\[EMAIL:[0-9a-f]{12}]");
    }

    @Test
    void what_is_allowed_stays() {
        Redactor redactor = new Redactor(RedactionPolicy.of(Action.REDACT, 0).withAllowed(List.of("@example.org",
                "help@example.net")));
        assertThat(redactor.redact(
                "a@example.org b@mail.example.org Help@example.net c@example.net d@notexample.org").text()).isEqualTo(
                        "a@example.org b@mail.example.org Help@example.net [EMAIL] [EMAIL]");
    }

    @Test
    void flagged_texts_stay_and_are_counted() {
        Redactor.Redacted redacted = redactor(Action.FLAG, 0).redact("ann@example.org, bob@example.org, 212-09-1234");
        assertThat(redacted.text()).isEqualTo("ann@example.org, bob@example.org, 212-09-1234");
        assertThat(redacted.counts(Action.FLAG)).isEqualTo(Map.of("email", 2, "ssn", 1));
    }

    @Test
    void patterns_of_the_user_come_first() {
        Redactor redactor = new Redactor(RedactionPolicy.of(Action.REDACT, 0).withPatterns(List.of(new UserPattern(
                "customer", Pattern.compile("C-[0-9]+|ann@[a-z.]+"), Action.REDACT))));
        assertThat(redactor.redact("C-4711 ann@example.org bob@example.org").text()).isEqualTo(
                "[CUSTOMER] [CUSTOMER] [EMAIL]");
    }

    @Test
    void a_preview_shows_where_and_why_but_never_the_value() {
        assertThat(REDACT.preview("mail ann@example.org")).singleElement().isEqualTo(new Finding(5, 20, "email",
                Action.REDACT, "email", "a…g", "[EMAIL]"));
        assertThat(REDACT.preview("https://u:pW1x@h.example/")).singleElement().satisfies(finding -> assertThat(
                finding.masked()).isEqualTo("…"));
    }

    @Test
    void many_threads_find_the_same() {
        Samples samples = new Samples(13);
        List<String> texts = IntStream.range(0, 500).mapToObj(i -> "to ann" + i + "@example.org, " + samples.luhn("4",
                16) + ", call 212-736-5000, " + samples.webToken()).toList();
        List<String> alone = texts.stream().map(text -> REPLACE.redact(text).text()).toList();
        assertThat(texts.parallelStream().map(text -> REPLACE.redact(text).text()).toList()).isEqualTo(alone);
    }

    private static Redactor redactor(Action action, long seed) {
        return new Redactor(RedactionPolicy.of(EnumSet.allOf(PersonalKind.class), action, seed));
    }
}
