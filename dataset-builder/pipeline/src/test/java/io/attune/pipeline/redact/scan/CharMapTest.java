package io.attune.pipeline.redact.scan;

import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class CharMapTest {

    @Property
    void words_and_signs_are_those_that_stepping_through_the_text_finds(
            @ForAll @StringLength(max = 200) @Chars({'a', 'B', '7', 'é', '_', ' ', '.', '@', '-'}) String text) {
        Text leaping = new Text(text);
        List<String> found = new ArrayList<>();
        for (int block = 0; block < leaping.blocks(); block++) {
            for (long rest = leaping.starts(block) | leaping.signs(block); rest != 0; rest &= rest - 1) {
                int at = block * 64 + Long.numberOfTrailingZeros(rest);
                boolean sign = (leaping.signs(block) >>> at & 1) != 0;
                int end = sign ? at + 1 : leaping.wordEnd(at);
                found.add(at + " " + text.substring(at, end) + (leaping.hasDigit(at, end) ? " digit" : ""));
            }
        }
        assertThat(found).isEqualTo(stepping(text));
    }

    private static List<String> stepping(String text) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            int end = i;
            while (end < text.length() && CharClass.isWord(text.charAt(end))) {
                end++;
            }
            if (end > i) {
                String word = text.substring(i, end);
                found.add(i + " " + word + (word.indexOf('7') >= 0 ? " digit" : ""));
                i = end - 1;
            } else if (CharClass.of(text.charAt(i)) != 0) {
                found.add(i + " " + text.charAt(i));
            }
        }
        return found;
    }
}
