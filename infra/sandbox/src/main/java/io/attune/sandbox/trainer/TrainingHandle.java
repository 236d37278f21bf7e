package io.attune.sandbox.trainer;

import java.util.concurrent.CompletableFuture;

/** A training under way, or waiting for its turn: one training runs at a time, in the order they were given. */
public interface TrainingHandle {

    /** Asks for an end before the next step. Does nothing if the training has ended. */
    void cancel();

    /** Completes when the training has ended and its listener has heard everything; never exceptionally. */
    CompletableFuture<TrainingOutcome> outcome();
}
