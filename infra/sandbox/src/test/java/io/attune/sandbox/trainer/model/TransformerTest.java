package io.attune.sandbox.trainer.model;

import java.util.Arrays;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TransformerTest {

    private static final ModelShape SHAPE = new ModelShape(40, 16, 2, 2, 32, 24);
    private static final long[] TOKENS = {7, 3, 9, 9, 21, 30, 2, 17};
    private static final float CLOSE = 2e-4f;

    private final NDManager manager = NDManager.newBaseManager();
    private final Transformer transformer = new Transformer(Parameters.load(manager, weights()));
    private final PositionBias positions = new PositionBias(manager, SHAPE);

    /** Larger than a training's first weights, so that every part has a say in the result. */
    private static Weights weights() {
        Weights weights = Weights.initial(SHAPE, 3);
        weights.tensors().getFirst().values()[0] = 1;
        for (int i = 0; i < weights.tensors().getFirst().values().length; i++) {
            weights.tensors().getFirst().values()[i] *= 30;
        }
        return weights;
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    @Test
    void readingTokenByTokenWithACacheEqualsReadingAllAtOnce() {
        float[][] whole = readWhole(TOKENS);
        KeyValueCache cache = new KeyValueCache(manager, SHAPE);

        for (int i = 0; i < TOKENS.length; i++) {
            NDArray states = transformer.continueReading(row(TOKENS[i]), positions.ofLast(manager, i + 1), null, cache);
            assertThat(transformer.logits(states).toFloatArray()).as("token %s", i).containsExactly(whole[i],
                    within(CLOSE));
        }
    }

    @Test
    void aTokenChangesNothingBeforeIt() {
        long[] changed = TOKENS.clone();
        changed[5] = 1;

        float[][] before = readWhole(TOKENS);
        float[][] after = readWhole(changed);

        for (int i = 0; i < 5; i++) {
            assertThat(after[i]).containsExactly(before[i], within(CLOSE));
        }
        assertThat(distance(before[5], after[5])).isGreaterThan(0.01);
    }

    @Test
    void aTokenDependsOnAllBeforeIt() {
        long[] changed = TOKENS.clone();
        changed[0] = 1;

        assertThat(distance(readWhole(TOKENS)[7], readWhole(changed)[7])).isGreaterThan(1e-4);
    }

    @Test
    void paddingInFrontChangesNothing() {
        int padding = 3;
        int columns = TOKENS.length + padding;
        long[] padded = new long[columns];
        System.arraycopy(TOKENS, 0, padded, padding, TOKENS.length);
        float[] present = new float[columns];
        Arrays.fill(present, padding, columns, 1);
        NDArray bias = positions.causal(manager, columns).add(PositionBias.hidePadding(manager, new int[]{padding},
                columns));

        float[] logits = transformer.logits(transformer.continueReading(manager.create(padded, new Shape(1, columns)),
                bias,
                manager.create(present, new Shape(1, 1, columns, 1)), new KeyValueCache(manager,
                        SHAPE))).toFloatArray();

        float[] last = Arrays.copyOfRange(logits, (columns - 1) * SHAPE.vocabulary(), columns * SHAPE.vocabulary());
        assertThat(last).containsExactly(readWhole(TOKENS)[TOKENS.length - 1],
                within(CLOSE));
    }

    @Test
    void rowsThatLeaveACacheDoNotChangeTheOthers() {
        KeyValueCache both = new KeyValueCache(manager, SHAPE);
        NDArray rows = manager.create(new long[]{5, 6, 7, 3}, new Shape(2, 2));
        transformer.continueReading(rows, positions.causal(manager, 2), null, both);
        both.keepRows(new long[]{1});

        float[] logits = transformer.logits(transformer.continueReading(row(TOKENS[2]), positions.ofLast(manager, 3),
                null, both)).toFloatArray();

        assertThat(logits).containsExactly(readWhole(TOKENS)[2], within(CLOSE));
    }

    private NDArray row(long... tokens) {
        return manager.create(tokens, new Shape(1, tokens.length));
    }

    private float[][] readWhole(long[] tokens) {
        float[] logits = transformer.logits(transformer.read(row(tokens), positions.causal(manager,
                tokens.length))).toFloatArray();
        float[][] perToken = new float[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            perToken[i] = Arrays.copyOfRange(logits, i * SHAPE.vocabulary(), (i + 1) * SHAPE.vocabulary());
        }
        return perToken;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs(a[i] - b[i]);
        }
        return sum;
    }
}
