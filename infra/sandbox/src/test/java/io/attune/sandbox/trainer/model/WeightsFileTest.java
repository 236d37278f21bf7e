package io.attune.sandbox.trainer.model;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WeightsFileTest {

    private final Weights weights = Weights.initial(new ModelShape(300, 8, 2, 2, 16, 32), 1);

    @Test
    void aFileSaysItsOwnDimensions() throws IOException {
        Weights read = WeightsFile.read(WeightsFile.write(weights));

        assertThat(read.shape()).isEqualTo(weights.shape());
        assertThat(read.tensors()).usingRecursiveComparison().isEqualTo(weights.tensors());
    }

    @Test
    void equalSeedsGiveEqualBytes() {
        assertThat(WeightsFile.write(Weights.initial(weights.shape(), 1))).isEqualTo(WeightsFile.write(weights));
        assertThat(WeightsFile.write(Weights.initial(weights.shape(), 2))).isNotEqualTo(WeightsFile.write(weights));
    }

    @Test
    void tensorsOfAnotherModelAreRefused() {
        byte[] other = new Safetensors(Map.of(), List.of(Tensor.zeros("w", 2, 2))).toBytes();

        assertThatThrownBy(() -> WeightsFile.read(other)).isInstanceOf(IOException.class).hasMessageContaining(
                "no model of this trainer");
    }

    @Test
    void aModelWithAMissingTensorIsRefused() {
        List<Tensor> some = weights.tensors().subList(0, weights.tensors().size() - 1);
        byte[] incomplete = new Safetensors(Map.of("heads", "2", "context", "32"), some).toBytes();

        assertThatThrownBy(() -> WeightsFile.read(incomplete)).isInstanceOf(IOException.class);
    }
}
