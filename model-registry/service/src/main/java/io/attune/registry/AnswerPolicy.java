package io.attune.registry;

import java.util.List;

/**
 * How an endpoint answers; versioned with the deployment and part of every evaluation.
 *
 * @param prompt the system prompt; may be empty
 * @param abstention the text of an answer that nothing supports
 * @param grounding where answers may come from
 * @param withoutSupport what happens when no passage supports an answer
 * @param whenModelDown what is tried, in order, when the served model does not answer
 * @param tokensMax of an answer, from 1
 */
public record AnswerPolicy(String prompt, String abstention, Grounding grounding, WithoutSupport withoutSupport,
        List<Fallback> whenModelDown, int tokensMax) {

    public AnswerPolicy {
        if (abstention.isBlank() || tokensMax < 1) {
            throw new IllegalArgumentException(
                    "An answer policy needs a text for abstention and tokensMax from 1, not '"
                            + abstention + "' and " + tokensMax);
        }
        whenModelDown = List.copyOf(whenModelDown);
    }

    /** Where answers may come from. */
    public enum Grounding {
        /** Facts and sentences are taken out of cited text. */
        EXTRACTED,
        /** A capable model writes from the passages; its citations are checked. A model that is not capable extracts. */
        GENERATED
    }

    /** What happens without support. */
    public enum WithoutSupport {
        ABSTAIN,
        /** The model answers alone, and the answer says that nothing supports it. */
        ANSWER
    }

    /** What is tried when the served model is down. */
    public enum Fallback {
        /** The base model with the same passages. */
        BASE_AND_RETRIEVAL,
        /** Extraction, which needs no model. */
        EXTRACT
    }
}
