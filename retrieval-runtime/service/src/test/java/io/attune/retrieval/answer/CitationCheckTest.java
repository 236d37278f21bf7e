package io.attune.retrieval.answer;

import java.time.Instant;
import java.util.List;

import io.attune.index.DocumentState;
import io.attune.index.Passage;
import io.attune.index.Span;
import io.attune.kernel.Digest;
import io.attune.retrieval.Citation;
import io.attune.retrieval.answer.PassageSearch.Support;
import io.attune.retrieval.documents.Revision;
import io.attune.retrieval.documents.TextPlace;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CitationCheckTest {
    private static final String TEXT = "The gateway waits 45 s for the upstream. It retries three times.";

    @Test
    void aSupportedSentenceIsCitedAtTheSentenceThatSupportsIt() {
        List<Citation> citations = CitationCheck.check("The gateway waits 45 s [1].", passages()).orElseThrow();

        assertThat(citations).singleElement().satisfies(citation -> {
            assertThat(citation.quote()).isEqualTo("The gateway waits 45 s for the upstream.");
            assertThat(citation.supports()).isEqualTo(new Span(0, 27));
        });
    }

    @Test
    void aNumberThatThePassageDoesNotHoldIsNotSupported() {
        assertThat(CitationCheck.check("The gateway waits 30 s [1].", passages())).isEmpty();
    }

    @Test
    void oneSentenceWithoutSupportSpoilsTheWholeText() {
        assertThat(CitationCheck.check("The gateway waits 45 s [1]. Penguins dislike tropical beaches.",
                passages())).isEmpty();
    }

    @Test
    void aMarkBehindTheFullStopBelongsToTheSentence() {
        assertThat(CitationCheck.check("The gateway waits 45 s. [1]", passages())).isPresent();
    }

    @Test
    void aNameThatThePassageDoesNotHoldIsNotSupported() {
        assertThat(CitationCheck.check("The gateway `edge.timeout` waits 45 s [1].", passages())).isEmpty();
    }

    private static List<Support> passages() {
        Page page = new Page(new Revision("g", 1, "Gateway", DocumentState.ACTIVE, new TextPlace("p", 0, TEXT.length(),
                Digest.of(TEXT)), List.of(), null, 1,
                Instant.EPOCH), TEXT);
        return List.of(new Support(new Passage("g", 1, new Span(0, TEXT.length()), "Gateway", TEXT,
                DocumentState.ACTIVE), page));
    }
}
