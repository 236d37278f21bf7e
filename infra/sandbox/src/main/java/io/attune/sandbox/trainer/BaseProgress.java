package io.attune.sandbox.trainer;

/**
 * How far the preparation of the base model has come.
 *
 * @param phase what is being done
 * @param done units finished
 * @param total units to do in this phase; training steps in {@link Phase#TRAINING}
 */
public record BaseProgress(Phase phase, long done, long total) {

    /** The phases of the preparation, in order. A base model found in the cache goes straight to {@link #READY}. */
    public enum Phase {
        /** The child process starts and loads the native library. */
        STARTING,
        /** The byte-pair vocabulary is learnt from the corpus. */
        TOKENIZER,
        /** The transformer is trained on the corpus. */
        TRAINING,
        /** The base model can be used. */
        READY
    }
}
