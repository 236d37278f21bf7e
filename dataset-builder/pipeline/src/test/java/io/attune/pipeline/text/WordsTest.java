package io.attune.pipeline.text;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

    @Test
    void words_are_letters_and_digits_in_lower_case() {
        Words words = Words.of("Set `Server.port`, bitte: ÜBER 8080!");
        assertThat(IntStream.range(0, words.count()).mapToObj(words::word)).containsExactly("set", "server", "port",
                "bitte", "über", "8080");
        assertThat(Words.of("über").hash(0)).isEqualTo(words.hash(4));
    }

    @Test
    void fewer_words_than_a_run_needs_give_none() {
        assertThat(Words.of("one two three").grams(4)).isEmpty();
        assertThat(Words.of("").grams(1)).isEmpty();
    }

    @Property
    void runs_are_equal_when_their_words_are(
            @ForAll @Size(max = 30) List<@AlphaChars @StringLength(min = 1, max = 2) String> drawn,
            @ForAll @IntRange(min = 1, max = 5) int n) {
        Words words = Words.of(String.join(" ", drawn));
        long[] grams = words.grams(n);
        Set<String> texts = new HashSet<>();
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < grams.length; i++) {
            int from = i;
            texts.add(String.join(" ", IntStream.range(from, from + n).mapToObj(words::word).toList()));
            hashes.add(grams[i]);
        }
        assertThat(hashes).hasSameSizeAs(texts);
    }
}
