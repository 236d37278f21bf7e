package io.attune.sandbox.trainer.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.attune.sandbox.trainer.model.KeyValueCache;
import io.attune.sandbox.trainer.model.PositionBias;
import io.attune.sandbox.trainer.model.Transformer;
import io.attune.sandbox.trainer.text.SpecialToken;

/**
 * Writes several answers at once, one token each per step. Prompts are padded in front so that all end in the same
 * column; a finished answer leaves the batch.
 */
final class Generator {

    private final LoadedModel model;

    Generator(LoadedModel model) {
        this.model = model;
    }

    /** Completes all drafts. */
    void complete(List<Draft> drafts) {
        try (NDManager manager = model.newManager()) {
            List<Draft> open = new ArrayList<>(drafts);
            KeyValueCache cache = new KeyValueCache(manager, model.shape());
            int columns = open.stream().mapToInt(draft -> draft.prompt().length).max().orElseThrow();
            int[] padding = open.stream().mapToInt(draft -> columns - draft.prompt().length).toArray();
            try (NDManager scratch = manager.newSubManager()) {
                write(open, readPrompts(scratch, open, padding, columns, cache));
            }
            for (int read = columns + 1; !open.isEmpty(); read++) {
                padding = dropFinished(open, padding, cache);
                if (!open.isEmpty()) {
                    try (NDManager scratch = manager.newSubManager()) {
                        write(open, readLast(scratch, open, padding, read, cache));
                    }
                }
            }
        }
    }

    private void write(List<Draft> open, NDArray states) {
        float[] logits = model.transformer().logits(states).toFloatArray();
        int vocabulary = model.shape().vocabulary();
        for (int row = 0; row < open.size(); row++) {
            open.get(row).write(logits, row * vocabulary, vocabulary);
        }
    }

    private NDArray readPrompts(NDManager scratch, List<Draft> open, int[] padding, int columns, KeyValueCache cache) {
        int rows = open.size();
        long[] tokens = new long[rows * columns];
        float[] present = new float[rows * columns];
        Arrays.fill(tokens, SpecialToken.PAD.id());
        for (int row = 0; row < rows; row++) {
            int at = row * columns + padding[row];
            for (int token : open.get(row).prompt()) {
                present[at] = 1;
                tokens[at++] = token;
            }
        }
        NDArray bias = model.positions().causal(scratch, columns).add(PositionBias.hidePadding(scratch, padding,
                columns));
        NDArray states = model.transformer().continueReading(scratch.create(tokens, new Shape(rows, columns)), bias,
                scratch.create(present, new Shape(rows, 1, columns, 1)), cache);
        long[] last = IntStream.range(0, rows).mapToLong(row -> (row + 1L) * columns - 1).toArray();
        return Transformer.pick(states, scratch.create(last));
    }

    private NDArray readLast(NDManager scratch, List<Draft> open, int[] padding, int columns, KeyValueCache cache) {
        long[] tokens = open.stream().mapToLong(Draft::last).toArray();
        NDArray bias = model.positions().ofLast(scratch, columns).add(PositionBias.hidePadding(scratch, padding,
                columns));
        return model.transformer().continueReading(scratch.create(tokens, new Shape(tokens.length, 1)), bias, null,
                cache);
    }

    private static int[] dropFinished(List<Draft> open, int[] padding, KeyValueCache cache) {
        int[] kept = IntStream.range(0, open.size()).filter(row -> !open.get(row).isFinished()).toArray();
        if (kept.length == open.size()) {
            return padding;
        }
        open.removeIf(Draft::isFinished);
        if (kept.length > 0) {
            cache.keepRows(Arrays.stream(kept).asLongStream().toArray());
        }
        return Arrays.stream(kept).map(row -> padding[row]).toArray();
    }
}
