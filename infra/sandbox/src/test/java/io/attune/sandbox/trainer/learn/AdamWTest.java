package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.model.ModelShape;
import io.attune.sandbox.trainer.model.Safetensors;
import io.attune.sandbox.trainer.model.Tensor;
import io.attune.sandbox.trainer.model.Weights;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class AdamWTest {

    private static final ModelShape ANY = new ModelShape(1, 1, 1, 1, 1, 1);

    private final Tensor matrix = new Tensor("matrix", new long[]{1, 2}, new float[]{1, -1});
    private final Tensor vector = new Tensor("vector", new long[]{1}, new float[]{1});
    private final Weights weights = new Weights(ANY, List.of(matrix, vector));

    @Test
    void theFirstStepMovesEachNumberByTheLearningRateAgainstItsGradient() {
        new AdamW(weights, 0).step(List.of(new float[]{0.3f, -0.2f}, new float[]{0.1f}), 0.01);

        assertThat(matrix.values()).containsExactly(new float[]{0.99f, -0.99f}, within(1e-5f));
        assertThat(vector.values()).containsExactly(new float[]{0.99f}, within(1e-5f));
    }

    @Test
    void onlyMatricesDecay() {
        new AdamW(weights, 0.5).step(List.of(new float[2], new float[1]), 0.1);

        assertThat(matrix.values()).containsExactly(new float[]{0.95f, -0.95f}, within(1e-6f));
        assertThat(vector.values()).containsExactly(1f);
    }

    @Test
    void theSecondStepFollowsTheFormula() {
        AdamW optimiser = new AdamW(weights, 0);
        optimiser.step(List.of(new float[2], new float[]{0.5f}), 0.01);
        float before = vector.values()[0];

        optimiser.step(List.of(new float[2], new float[]{-0.25f}), 0.01);

        double mean = (0.9 * 0.1 * 0.5 + 0.1 * -0.25) / (1 - 0.81);
        double square = (0.99 * 0.01 * 0.25 + 0.01 * 0.0625) / (1 - 0.9801);
        assertThat(vector.values()[0]).isCloseTo((float) (before - 0.01 * mean / Math.sqrt(square)), within(1e-6f));
    }

    @Test
    void gradientsAreClippedByTheirCommonNorm() {
        AdamW large = new AdamW(weights, 0);
        Weights others = weights.copy();
        AdamW small = new AdamW(others, 0);

        large.step(List.of(new float[]{3000, 0}, new float[]{4000}), 0.01);
        small.step(List.of(new float[]{0.6f, 0}, new float[]{0.8f}), 0.01);

        assertThat(large.state().tensors().getFirst().values()).containsExactly(
                small.state().tensors().getFirst().values(), within(1e-5f));
    }

    @Test
    void aGradientThatIsNoNumberIsRefusedAndChangesNothing() {
        AdamW optimiser = new AdamW(weights, 0.1);

        assertThatThrownBy(() -> optimiser.step(List.of(new float[]{1, Float.NaN}, new float[]{1}), 0.01)).isInstanceOf(
                TrainerException.class).hasMessageContaining("diverged at step 1");

        assertThat(matrix.values()).containsExactly(1, -1);
        assertThat(optimiser.state().tensors().getFirst().values()).containsOnly(0);
    }

    @Test
    void aRestoredOptimiserGoesOnAsIfNothingHadHappened() throws IOException {
        AdamW optimiser = new AdamW(weights, 0.1);
        optimiser.step(List.of(new float[]{1, 2}, new float[]{3}), 0.01);
        Weights kept = weights.copy();
        AdamW restored = new AdamW(kept, 0.1);
        restored.restore(Safetensors.parse(optimiser.state().toBytes()));

        optimiser.step(List.of(new float[]{-1, 0}, new float[]{1}), 0.01);
        restored.step(List.of(new float[]{-1, 0}, new float[]{1}), 0.01);

        assertThat(kept.tensors()).usingRecursiveComparison().isEqualTo(weights.tensors());
    }

    @Test
    void aStateOfAnotherModelIsRefused() {
        AdamW optimiser = new AdamW(weights, 0);
        Safetensors other = new Safetensors(Map.of("steps", "1"), List.of());

        assertThatThrownBy(() -> optimiser.restore(other)).isInstanceOf(IOException.class);
    }

    @Test
    void theLearningRateRisesAndFallsToATenth() {
        LearningRate rate = LearningRate.over(200, 1);

        assertThat(rate.at(1)).isEqualTo(0.05);
        assertThat(rate.at(20)).isEqualTo(1);
        assertThat(rate.at(110)).isCloseTo(0.55, within(1e-9));
        assertThat(rate.at(200)).isCloseTo(0.1, within(1e-9));
    }
}
