package io.attune.pipeline.step;

import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NormalTextTest {

    @Test
    void words_in_lines_are_normal() {
        assertThat(NormalText.is("First line, of more than eight characters.\n\n  - second line\nthird")).isTrue();
        assertThat(NormalText.is("")).isTrue();
    }

    @Property(tries = 5_000)
    void only_what_stays_as_it_is_is_taken_for_normal(@ForAll("texts") String text) {
        // behind the letter no text is taken for normal at once
        String all = Normalize.normalize(text + "\nä");
        if (NormalText.is(text)) {
            assertThat(all).isEqualTo(text.isEmpty() ? "ä" : text + "\nä");
        }
    }

    @Property(tries = 500)
    void an_example_of_normal_texts_is_kept_as_it_is(@ForAll("texts") String text) {
        if (NormalText.is(text)) {
            Example example = new Example("s", "k", "g", "l", java.util.List.of(Message.user(text)), Map.of());
            assertThat(example.mapTexts(Normalize::repaired)).isSameAs(example);
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.strings().withChars("ab \n").ofMaxLength(24),
                Arbitraries.strings().withChars("abcdefghijkl \n").ofMaxLength(60),
                Arbitraries.strings().withChars("ab \n\t\r\u007f\u0001\u00a0\u00c3\u00a9").ofMaxLength(20),
                Arbitraries.strings().ascii().ofMaxLength(40));
    }
}
