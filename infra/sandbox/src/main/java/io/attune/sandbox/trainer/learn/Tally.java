package io.attune.sandbox.trainer.learn;

import io.attune.sandbox.trainer.TrainingEvent.Metrics;

/**
 * Sums over predicted tokens.
 *
 * @param nats sum of their cross-entropies
 * @param hits how many were the likeliest
 * @param tokens how many there are
 */
record Tally(double nats, long hits, long tokens) {

    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(nats + other.nats, hits + other.hits, tokens + other.tokens);
    }

    /** Loss and accuracy per token; zero where there is none. */
    Metrics metrics() {
        double count = Math.max(1, tokens);
        return new Metrics(nats / count, hits / count);
    }
}
