package io.attune.retrieval;

import java.util.List;

import io.attune.kernel.TokenCount;

/**
 * Text with the places that support it, or an abstention.
 *
 * @param grounding where the text comes from
 * @param citations in the order of the text; each was compared with the stored revision
 * @param indexedLsn the last change of the knowledge base the answer takes into account; 0 without one
 * @param promptTokens what a model read; zero when none was asked
 * @param completionTokens what a model wrote
 * @param finishReason why it ended, in the word of whoever serves the model; {@code stop} where none was asked
 */
public record Answer(String text, Grounding grounding, List<Citation> citations, long indexedLsn,
        TokenCount promptTokens, TokenCount completionTokens, String finishReason) {

    /** An answer that ended by itself. */
    public Answer(String text, Grounding grounding, List<Citation> citations, long indexedLsn, TokenCount promptTokens,
            TokenCount completionTokens) {
        this(text, grounding, citations, indexedLsn, promptTokens, completionTokens, "stop");
    }

    public Answer {
        citations = List.copyOf(citations);
    }

    public boolean abstained() {
        return grounding == Grounding.NONE;
    }

    /** Where an answer's text comes from. */
    public enum Grounding {
        /** Its facts and sentences are taken out of cited text. */
        EXTRACTED,
        /** A capable model wrote it from cited passages, and its citations were checked. */
        GENERATED,
        /** A model wrote it from nothing but itself; nothing supports it. */
        MODEL,
        /** It is an abstention. */
        NONE
    }
}
