package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.model.Safetensors;
import io.attune.sandbox.trainer.model.Tensor;
import io.attune.sandbox.trainer.model.Weights;

/**
 * The optimiser (Loshchilov and Hutter 2019, "Decoupled Weight Decay Regularization", algorithm 2), with the gradient's
 * norm clipped. Plain Java, so that a step's arithmetic has one fixed order.
 */
final class AdamW {

    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.99f;
    private static final float EPSILON = 1e-8f;
    private static final double LARGEST_NORM = 1.0;
    private static final String STEPS = "steps";

    private final List<Tensor> weights;
    private final List<float[]> means;
    private final List<float[]> squares;
    private final double weightDecay;
    private int steps;

    /** An optimiser that changes {@code weights} in place; only matrices decay. */
    AdamW(Weights weights, double weightDecay) {
        this.weights = weights.tensors();
        this.weightDecay = weightDecay;
        this.means = zeros();
        this.squares = zeros();
    }

    private List<float[]> zeros() {
        return weights.stream().map(tensor -> new float[tensor.values().length]).toList();
    }

    /**
     * Makes one step down the gradients, one array per tensor of the weights.
     *
     * @throws TrainerException if a gradient is no number, since one such step makes all weights none; nothing has
     * changed then
     */
    void step(List<float[]> gradients, double learningRate) {
        double norm = norm(gradients);
        if (!Double.isFinite(norm)) {
            throw new TrainerException(Kind.INVALID_REQUEST, "The training diverged at step " + (steps + 1)
                    + ": its gradients are no numbers any more. A lower learning rate multiplier may help.");
        }
        steps++;
        float clip = (float) Math.min(1, LARGEST_NORM / (norm + 1e-6));
        float meanScale = (float) (1 / (1 - Math.pow(MEAN_DECAY, steps)));
        float squareScale = (float) (1 / (1 - Math.pow(SQUARE_DECAY, steps)));
        float rate = (float) learningRate;
        for (int t = 0; t < weights.size(); t++) {
            float keep = weights.get(t).isMatrix() ? (float) (1 - learningRate * weightDecay) : 1;
            float[] values = weights.get(t).values();
            float[] mean = means.get(t);
            float[] square = squares.get(t);
            float[] gradient = gradients.get(t);
            for (int i = 0; i < values.length; i++) {
                float g = clip * gradient[i];
                mean[i] = MEAN_DECAY * mean[i] + (1 - MEAN_DECAY) * g;
                square[i] = SQUARE_DECAY * square[i] + (1 - SQUARE_DECAY) * g * g;
                values[i] = keep * values[i]
                        - rate * (meanScale * mean[i]) / ((float) Math.sqrt(squareScale * square[i]) + EPSILON);
            }
        }
    }

    private static double norm(List<float[]> gradients) {
        double sum = 0;
        for (float[] gradient : gradients) {
            for (float g : gradient) {
                sum += (double) g * g;
            }
        }
        return Math.sqrt(sum);
    }

    /** What must be kept, besides the weights, to go on as if nothing had happened. */
    Safetensors state() {
        List<Tensor> tensors = new ArrayList<>();
        for (int t = 0; t < weights.size(); t++) {
            Tensor tensor = weights.get(t);
            tensors.add(new Tensor("mean." + tensor.name(), tensor.shape(), means.get(t)));
            tensors.add(new Tensor("square." + tensor.name(), tensor.shape(), squares.get(t)));
        }
        return new Safetensors(Map.of(STEPS, Integer.toString(steps)), tensors);
    }

    /**
     * Takes up a state that an optimiser of the same weights gave.
     *
     * @throws IOException if the state belongs to another kind of model
     */
    void restore(Safetensors state) throws IOException {
        String kept = state.metadata().get(STEPS);
        if (kept == null || state.tensors().size() != 2 * weights.size()) {
            throw new IOException("This is no optimiser state of this model");
        }
        steps = Integer.parseInt(kept);
        for (int t = 0; t < weights.size(); t++) {
            fill(means.get(t), state.tensors().get(2 * t));
            fill(squares.get(t), state.tensors().get(2 * t + 1));
        }
    }

    private static void fill(float[] target, Tensor source) throws IOException {
        if (source.values().length != target.length) {
            throw new IOException("The optimiser state's " + source.name() + " has another size");
        }
        System.arraycopy(source.values(), 0, target, 0, target.length);
    }
}
