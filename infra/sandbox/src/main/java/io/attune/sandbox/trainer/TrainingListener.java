package io.attune.sandbox.trainer;

/** Hears what happens in one training. */
@FunctionalInterface
public interface TrainingListener {

    /**
     * Takes an event. Events of one training come one at a time and in order, on a thread of their own; the training
     * goes on meanwhile. An exception fails the training.
     */
    void on(TrainingEvent event);
}
