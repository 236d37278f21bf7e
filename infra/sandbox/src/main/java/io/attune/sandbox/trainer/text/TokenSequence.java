package io.attune.sandbox.trainer.text;

/**
 * Tokens of a conversation or a document.
 *
 * @param tokens their numbers
 * @param learnt for each token, whether a training learns to predict it
 */
// Compared by nobody; arrays because millions of numbers pass through.
@SuppressWarnings("ArrayRecordComponent")
public record TokenSequence(int[] tokens, boolean[] learnt) {

    public TokenSequence {
        if (tokens.length != learnt.length) {
            throw new IllegalArgumentException(tokens.length + " tokens but " + learnt.length + " marks");
        }
    }

    /** Number of tokens. */
    public int length() {
        return tokens.length;
    }

    /** Whether at least one token that something precedes is learnt. */
    public boolean teaches() {
        for (int i = 1; i < learnt.length; i++) {
            if (learnt[i]) {
                return true;
            }
        }
        return false;
    }

    /** The sequence, cut at its end to at most {@code limit} tokens. */
    public TokenSequence truncated(int limit) {
        return length() <= limit
                ? this
                : new TokenSequence(java.util.Arrays.copyOf(tokens, limit), java.util.Arrays.copyOf(learnt, limit));
    }
}
