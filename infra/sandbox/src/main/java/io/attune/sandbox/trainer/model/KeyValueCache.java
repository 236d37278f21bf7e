package io.attune.sandbox.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of the tokens read so far, so that each new token costs one token's work. One per generation; for
 * one thread.
 */
public final class KeyValueCache {

    private final NDManager manager;
    private final @Nullable NDArray[] keys;
    private final @Nullable NDArray[] values;
    private final @Nullable NDArray[] lastKeys;

    /** An empty cache whose arrays belong to {@code manager}. */
    public KeyValueCache(NDManager manager, ModelShape shape) {
        this.manager = manager;
        this.keys = new @Nullable NDArray[shape.layers()];
        this.values = new @Nullable NDArray[shape.layers()];
        this.lastKeys = new @Nullable NDArray[shape.layers()];
    }

    /** The last token's key before it was mixed with its predecessor's, or null before the first token. */
    @Nullable
    NDArray lastKey(int layer) {
        return lastKeys[layer];
    }

    void keepLastKey(int layer, NDArray key) {
        lastKeys[layer] = replace(lastKeys[layer], key.duplicate());
    }

    /** All keys, the new ones at the end: {@code [rows, heads, tokens, headWidth]}. */
    NDArray extendKeys(int layer, NDArray newKeys) {
        return extend(keys, layer, newKeys);
    }

    /** All values, the new ones at the end. */
    NDArray extendValues(int layer, NDArray newValues) {
        return extend(values, layer, newValues);
    }

    /** Keeps only some rows, given by their numbers. */
    public void keepRows(long[] rows) {
        try (NDManager scratch = manager.newSubManager()) {
            NDIndex index = new NDIndex("{}", scratch.create(rows));
            for (@Nullable
            NDArray[] arrays : java.util.List.of(keys, values, lastKeys)) {
                for (int layer = 0; layer < arrays.length; layer++) {
                    NDArray array = arrays[layer];
                    if (array != null) {
                        arrays[layer] = replace(array, array.get(scratch, index));
                    }
                }
            }
        }
    }

    private NDArray extend(@Nullable NDArray[] arrays, int layer, NDArray added) {
        NDArray known = arrays[layer];
        NDArray all = replace(known, known == null ? added.duplicate() : known.concat(added, 2));
        arrays[layer] = all;
        return all;
    }

    private NDArray replace(@Nullable NDArray old, NDArray array) {
        if (old != null) {
            old.close();
        }
        array.attach(manager);
        return array;
    }
}
