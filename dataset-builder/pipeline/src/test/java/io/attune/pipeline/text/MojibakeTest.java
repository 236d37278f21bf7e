package io.attune.pipeline.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MojibakeTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(strings = {"Le café est fermé à Noël, dit-elle.", "Größe, Maß und Übermut sind schön.",
            "¿Cómo estás, señor Núñez?", "It’s “quoted” – really…", "20 °C, 5 £ and 7 €", "Łódź i Kraków są piękne",
            "Привет, как дела?", "Ελληνικά γράμματα", "你好,世界", "Thanks 😀!", "GRÖSSE und ÄRGER", "Ça va"})
    void what_was_read_as_windows_1252_is_repaired(String text) {
        assertThat(Mojibake.repair(misread(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Le café est fermé à Noël.", "Größe und Maß", "It’s “quoted”"})
    void what_was_read_wrongly_twice_is_repaired_too(String text) {
        assertThat(Mojibake.repair(misread(misread(text)))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Le café est fermé", "naïve Größe"})
    void what_was_read_as_latin_1_is_repaired(String text) {
        assertThat(Mojibake.repair(new String(text.getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"„Spaß“, sagte sie, und „Größe“.",
            "Il a mangé… » et « voilà » ! L’été, à Noël ; ça coûte 5 €.",
            "NESTLÉ® CAFÉ™ IRMÃ® AMANHÃ” «NÃO»", "voilà…”", "“Ã”", "Straße – Fuß… „Maß“ – ‚Spaß‘", "São Paulo, ÀÉÎÕÜ",
            "a coborâ…”", "ÅÄÖ åäö", "plain ASCII", "Ελληνικά Привет 你好 😀", "Ä… Ö… Ü…", "ESPAÑ… É…", "ñ±", ""})
    void correct_text_is_left_alone(String text) {
        assertThat(Mojibake.score(text)).isZero();
        assertThat(Mojibake.repair(text)).isSameAs(text);
    }

    @Test
    void only_the_broken_parts_of_a_text_change() {
        assertThat(Mojibake.repair("Richtig: Größe, „Spaß“. Falsch: " + misread("Größe") + " 😀")).isEqualTo(
                "Richtig: Größe, „Spaß“. Falsch: Größe 😀");
    }

    @Property
    void a_repair_is_strictly_better_and_needs_no_other(@ForAll("texts") String text) {
        String repaired = Mojibake.repair(text);
        assertThat(Mojibake.repair(repaired)).isEqualTo(repaired);
        assertThat(Mojibake.score(repaired)).isZero();
        if (!repaired.equals(text)) {
            assertThat(Mojibake.score(text)).isPositive();
            assertThat(repaired.length()).isLessThan(text.length());
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("aZ ÃÂâÄÐäéð€™©‚ƒ„…“”¼½\u00a0\u0081\u009dß‹n.").ofMaxLength(30);
    }

    private static String misread(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            String one = new String(new byte[]{b}, WINDOWS);
            out.append(one.equals("\ufffd") ? String.valueOf((char) (b & 0xff)) : one);
        }
        return out.toString();
    }
}
