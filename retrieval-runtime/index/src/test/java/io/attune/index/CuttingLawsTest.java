package io.attune.index;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Spans tell the truth. */
class CuttingLawsTest {

    @Property(tries = 200)
    void everyPassageIsWhatStandsAtItsSpanAndNoWordIsLost(@ForAll("texts") String text) {
        List<Passage> passages = Passages.of(Documents.document("d", 1, text));

        StringBuilder words = new StringBuilder();
        int last = 0;
        for (Passage passage : passages) {
            assertThat(passage.span().in(text)).isEqualTo(passage.text());
            assertThat(passage.span().start()).isGreaterThanOrEqualTo(last);
            assertThat(text.substring(last, passage.span().start())).isBlank();
            last = passage.span().end();
            words.append(passage.text());
        }
        assertThat(text.substring(last)).isBlank();
        assertThat(words.toString().replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    }

    @Property(tries = 200)
    void everySentenceIsTrimmedAndInOrder(@ForAll("texts") String text) {
        int last = 0;
        for (Span sentence : Sentences.of(text)) {
            assertThat(sentence.in(text)).isEqualTo(sentence.in(text).strip()).isNotEmpty();
            assertThat(sentence.start()).isGreaterThanOrEqualTo(last);
            last = sentence.end();
        }
    }

    @Example
    void aFactWhoseValueDoesNotStandAtItsSpanIsRefused() {
        Fact wrong = new Fact("a", "default", "45 s", null, "d", 1, new Span(0, 4));

        assertThatThrownBy(() -> new IndexedDocument("d", 1, "d", "about 30 s", DocumentState.ACTIVE, List.of(
                wrong))).hasMessageContaining("'45 s'").hasMessageContaining("document d");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of("One sentence. ", "Another, longer one! ", "\n\n", " ", "word",
                "\uD83D\uDE00", "Is it? ", "x".repeat(700), "é ", "3.5.7 ", "e.g. this ");
        return pieces.list().ofMaxSize(60).map(parts -> String.join("", parts));
    }
}
