package io.attune.sandbox.trainer.answer;

import java.util.concurrent.CompletableFuture;

import io.attune.sandbox.trainer.Completion;
import io.attune.sandbox.trainer.ModelSource;
import io.attune.sandbox.trainer.Sampling;
import io.attune.sandbox.trainer.Score;

/** A request that waits to be computed together with others of its kind. */
sealed interface Task {

    ModelSource model();

    /** Tokens to be read. */
    int tokens();

    /** Ends the request without a result. */
    void fail(Throwable cause);

    /** Whether both can be computed at once. */
    default boolean fits(Task other) {
        return getClass() == other.getClass() && model().equals(other.model());
    }

    /** An answer to write. */
    // Compared by nobody; arrays because millions of numbers pass through.
    @SuppressWarnings("ArrayRecordComponent")
    record Chat(ModelSource model, int[] prompt, Sampling sampling, CompletableFuture<Completion> result)
            implements
                Task {
        @Override
        public int tokens() {
            return prompt.length;
        }

        @Override
        public void fail(Throwable cause) {
            result.completeExceptionally(cause);
        }
    }

    /** A conversation to score. */
    record Scoring(ModelSource model, Scorer.Conversation conversation, CompletableFuture<Score> result)
            implements
                Task {
        @Override
        public int tokens() {
            return conversation.tokens().length;
        }

        @Override
        public void fail(Throwable cause) {
            result.completeExceptionally(cause);
        }
    }
}
