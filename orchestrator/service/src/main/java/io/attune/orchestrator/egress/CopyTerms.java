package io.attune.orchestrator.egress;

import java.time.Duration;

/** How long copies of data may lie at a vendor. */
public sealed interface CopyTerms {

    /** Reads {@code keep}, {@code delete-after-run} or {@code expire-after 30d}. */
    static CopyTerms parse(String text) {
        String word = text.strip();
        if (word.equals("keep")) {
            return new Keep();
        }
        if (word.equals("delete-after-run")) {
            return new DeleteAfterRun();
        }
        if (word.matches("expire-after [1-9][0-9]{0,4}d")) {
            return new ExpireAfter(Duration.ofDays(Long.parseLong(word.substring(13, word.length() - 1))));
        }
        throw new IllegalArgumentException("'" + text + "' does not say how long copies may stay");
    }

    /** Until somebody removes them. */
    record Keep() implements CopyTerms {
        @Override
        public String toString() {
            return "keep";
        }
    }

    /** Until the run that sent them has ended. */
    record DeleteAfterRun() implements CopyTerms {
        @Override
        public String toString() {
            return "delete-after-run";
        }
    }

    /**
     * For some days, and never less than the run that sent them needs.
     *
     * @param time whole days
     */
    record ExpireAfter(Duration time) implements CopyTerms {
        @Override
        public String toString() {
            return "expire-after " + time.toDays() + "d";
        }
    }
}
