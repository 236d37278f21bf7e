package io.attune.sandbox.trainer.answer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.attune.sandbox.trainer.Sampling;

/**
 * Chooses the next token from logits: the likeliest, or one drawn from the likeliest that together reach {@code topP}
 * (Holtzman et al. 2020, "The Curious Case of Neural Text Degeneration"). One per answer, so that an answer's draws depend
 * on its seed and never on what is computed beside it.
 */
final class TokenPicker {

    private final double temperature;
    private final double topP;
    private final SplittableRandom random;

    TokenPicker(Sampling sampling) {
        this.temperature = sampling.temperature();
        this.topP = sampling.topP();
        this.random = new SplittableRandom(sampling.seed());
    }

    /** The token chosen from {@code logits[from .. from + size)}, numbered from 0. */
    int pick(float[] logits, int from, int size) {
        int likeliest = likeliest(logits, from, size);
        return temperature == 0 ? likeliest : draw(probabilities(logits, from, size, logits[from + likeliest]));
    }

    private static int likeliest(float[] logits, int from, int size) {
        int best = 0;
        for (int i = 1; i < size; i++) {
            if (logits[from + i] > logits[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /** Proportional to probabilities; subtracting the largest logit keeps the exponentials finite. */
    private double[] probabilities(float[] logits, int from, int size, float largest) {
        double[] probabilities = new double[size];
        for (int i = 0; i < size; i++) {
            probabilities[i] = Math.exp((logits[from + i] - largest) / temperature);
        }
        return probabilities;
    }

    private int draw(double[] probabilities) {
        Integer[] order = IntStream.range(0, probabilities.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer token) -> -probabilities[token]));
        double all = Arrays.stream(probabilities).sum();
        int kept = 0;
        double mass = 0;
        while (kept < order.length && (kept == 0 || mass < topP * all)) {
            mass += probabilities[order[kept++]];
        }
        double point = random.nextDouble() * mass;
        for (int i = 0; i < kept; i++) {
            point -= probabilities[order[i]];
            if (point < 0) {
                return order[i];
            }
        }
        return order[kept - 1];
    }
}
