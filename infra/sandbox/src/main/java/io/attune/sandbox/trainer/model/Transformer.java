package io.attune.sandbox.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import org.jspecify.annotations.Nullable;

/**
 * The network: a decoder-only transformer (Vaswani et al. 2017, "Attention Is All You Need") with normalisation before
 * each part (Radford et al. 2019), linear position biases ({@link PositionBias}), squared rectifiers (So et al. 2021,
 * "Primer") and one matrix for reading and writing tokens.
 *
 * <p>
 * Each head may mix a token's key with its predecessor's, by a learnt share ("smeared keys", Olsson et al. 2022,
 * "In-context Learning and Induction Heads"). A token is then found by what came before it, so a model this small learns
 * within minutes to copy a name from the question.
 *
 * <p>
 * Arrays are named by their dimensions; {@code rows} are conversations. New arrays belong to the manager of the tokens.
 */
public final class Transformer {

    static final String EMBEDDING = "embedding";
    static final String LAST_NORM = "norm";
    private static final float EPSILON = 1e-5f;

    private final Parameters parameters;
    private final ModelShape shape;

    public Transformer(Parameters parameters) {
        this.parameters = parameters;
        this.shape = parameters.shape();
    }

    /**
     * Reads whole rows. Padding may stand behind a row's tokens, since no token looks ahead.
     *
     * @param tokens {@code [rows, tokens]}, 64-bit
     * @param bias {@code [heads, tokens, tokens]}
     * @return what the model makes of each token, {@code [rows * tokens, width]}
     */
    public NDArray read(NDArray tokens, NDArray bias) {
        return pass(tokens, bias, null, null);
    }

    /**
     * Reads the next tokens of rows whose earlier tokens are in the cache, and puts the new ones there.
     *
     * @param tokens {@code [rows, tokens]}, 64-bit
     * @param bias broadcast to {@code [rows, heads, tokens, cached + tokens]}
     * @param present 1 for a token and 0 for padding, {@code [rows, 1, tokens, 1]}; null where nothing is padding
     * @return what the model makes of each token, {@code [rows * tokens, width]}
     */
    public NDArray continueReading(NDArray tokens, NDArray bias, @Nullable NDArray present, KeyValueCache cache) {
        return pass(tokens, bias, present, cache);
    }

    /** Logits of the token that follows, {@code [n, vocabulary]}, for what the model made of {@code n} tokens. */
    public NDArray logits(NDArray states) {
        return states.matMul(parameters.vocabularyProjection());
    }

    /**
     * A number to multiply or divide by where gradients are collected. The overloads that take a {@link Number} free its
     * memory as soon as they return, and the backward pass, which reads it again, would find whatever stands there then.
     */
    public static NDArray scalar(NDManager manager, Number number) {
        return manager.create(number);
    }

    /** Some rows of a matrix, in the given order; gradients flow back to them. */
    public static NDArray pick(NDArray matrix, NDArray rows) {
        return rows.getNDArrayInternal().embedding(rows, matrix, SparseFormat.DENSE).singletonOrThrow();
    }

    private NDArray pass(NDArray tokens, NDArray bias, @Nullable NDArray present, @Nullable KeyValueCache cache) {
        NDArray states = pick(parameters.get(EMBEDDING), tokens);
        for (int layer = 0; layer < shape.layers(); layer++) {
            LayerNames names = LayerNames.of(layer);
            states = states.add(attend(layer, normalise(states, names.attentionNorm()), bias, present, cache));
            states = states.add(feed(names, normalise(states, names.feedNorm())));
        }
        return normalise(states, LAST_NORM).reshape(-1, shape.width());
    }

    private NDArray attend(int layer, NDArray states, NDArray bias, @Nullable NDArray present,
            @Nullable KeyValueCache cache) {
        LayerNames names = LayerNames.of(layer);
        long rows = states.getShape().get(0);
        long tokens = states.getShape().get(1);
        NDArray split = states.matMul(parameters.get(names.queryKeyValue())).reshape(rows, tokens, 3, shape.heads(),
                shape.headWidth()).transpose(2, 0, 3, 1, 4);
        NDArray queries = split.get(0).mul(scalar(split.getManager(), (float) (1 / Math.sqrt(shape.headWidth()))));
        NDArray keys = smear(layer, present == null ? split.get(1) : split.get(1).mul(present), cache);
        NDArray values = split.get(2);
        if (cache != null) {
            keys = cache.extendKeys(layer, keys);
            values = cache.extendValues(layer, values);
        }
        // The product belongs to the queries' manager; the transposed keys would outlive it if they were cached ones.
        NDArray turned = keys.transpose(0, 1, 3, 2);
        turned.attach(states.getManager());
        NDArray attention = queries.matMul(turned).add(bias).softmax(-1);
        NDArray mixed = attention.matMul(values).transpose(0, 2, 1, 3).reshape(rows, tokens, shape.width());
        return mixed.matMul(parameters.get(names.attentionOut()));
    }

    /** {@code key + share * (previous key - key)}; the first token's predecessor is zero. */
    private NDArray smear(int layer, NDArray keys, @Nullable KeyValueCache cache) {
        NDManager manager = keys.getManager();
        long rows = keys.getShape().get(0);
        long tokens = keys.getShape().get(2);
        NDArray before = cache == null ? null : cache.lastKey(layer);
        if (before == null) {
            before = manager.zeros(new Shape(rows, shape.heads(), 1, shape.headWidth()));
        }
        NDArray previous = tokens == 1 ? before : concat(manager, before, slice(keys, 0, tokens - 1));
        NDArray smeared = keys.add(previous.sub(keys).mul(parameters.get(LayerNames.of(layer).smear())));
        if (cache != null) {
            cache.keepLastKey(layer, slice(keys, tokens - 1, tokens));
        }
        return smeared;
    }

    private static NDArray slice(NDArray keys, long from, long to) {
        return keys.get(new NDIndex().addAllDim().addAllDim().addSliceDim(from, to).addAllDim());
    }

    private static NDArray concat(NDManager manager, NDArray first, NDArray second) {
        NDArray joined = first.concat(second, 2);
        joined.attach(manager);
        return joined;
    }

    private NDArray feed(LayerNames names, NDArray states) {
        NDArray hidden = Activation.relu(states.matMul(parameters.get(names.feedIn()))).square();
        return hidden.matMul(parameters.get(names.feedOut()));
    }

    private NDArray normalise(NDArray states, String name) {
        return states.getNDArrayInternal().layerNorm(states, new Shape(shape.width()), parameters.get(scale(name)),
                parameters.get(shift(name)), EPSILON).singletonOrThrow();
    }

    static String scale(String norm) {
        return norm + ".scale";
    }

    static String shift(String norm) {
        return norm + ".shift";
    }
}
