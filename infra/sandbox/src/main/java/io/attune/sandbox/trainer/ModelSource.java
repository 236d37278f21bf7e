package io.attune.sandbox.trainer;

import java.nio.file.Path;

/** Where the weights of a model come from. */
public sealed interface ModelSource {

    /** The base model this trainer prepared. */
    record Base() implements ModelSource {
    }

    /**
     * Weights in a safetensors file, usually a {@link Checkpoint} fetched back from the object store. The file is read
     * when the model is first used and again whenever it was evicted from memory, so it must stay in place.
     *
     * @param id what identifies these weights for ever; a different content must come under a different id
     * @param file the safetensors file
     */
    record Weights(String id, Path file) implements ModelSource {
        public Weights {
            if (id.isBlank()) {
                throw new IllegalArgumentException("Weights need an id");
            }
        }
    }

    /** The base model. */
    static ModelSource base() {
        return new Base();
    }

    /** The weights in {@code file}, known as {@code id}. */
    static ModelSource weights(String id, Path file) {
        return new Weights(id, file);
    }
}
