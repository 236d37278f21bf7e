package io.attune.pipeline;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextFoldTest {

    @Property(tries = 2_000)
    void words_are_the_letters_and_digits_of_the_compatibility_form_in_lower_case(@ForAll("texts") String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder expected = new StringBuilder();
        folded.codePoints().forEach(c -> expected.appendCodePoint(Character.isLetterOrDigit(c) ? c : ' '));
        assertThat(TextKey.of(text)).isEqualTo(expected.toString().strip().replaceAll(" +", " "));
    }

    @Property(tries = 2_000)
    void spacing_leaves_the_composed_form_with_single_spaces(@ForAll("texts") String text) {
        StringBuilder expected = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFC).chars().forEach(c -> expected.append(Character.isWhitespace(c)
                ? ' '
                : (char) c));
        assertThat(new TextFold().addSpaced(text).toString()).isEqualTo(utf8(expected.toString().strip().replaceAll(
                " +", " ")));
    }

    /** Half a character becomes a question mark. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Property
    void what_stands_before_a_text_does_not_change_how_it_is_folded(@ForAll("texts") String first,
            @ForAll("texts") String then) {
        assertThat(new TextFold().addWords(first).add('\n').addSpaced(then).addWords(first).toString()).isEqualTo(
                TextKey.of(first) + "\n" + new TextFold().addSpaced(then) + TextKey.of(first));
    }

    @Property
    void equal_texts_have_equal_hashes(@ForAll("texts") String text) {
        assertThat(new TextFold().add(text).hash()).isEqualTo(new TextFold().add("other").clear().add(text).hash());
    }

    @Test
    void texts_that_differ_are_not_the_same() {
        assertThat(new TextFold().add("one").isSame(new TextFold().add("two"))).isFalse();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.strings().all().ofMaxLength(20), Arbitraries.strings().ascii().ofMaxLength(
                60), Arbitraries.strings().withChars(
                        " \t\n\u00a0\u0085\u2009ÄäßıİΣς².aB9\u0301\u0308\ud835\udc00").ofMaxLength(
                                20));
    }
}
