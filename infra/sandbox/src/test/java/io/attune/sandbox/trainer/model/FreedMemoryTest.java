package io.attune.sandbox.trainer.model;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A number's memory that is freed between the two passes is read again by the second, which then finds garbage. */
class FreedMemoryTest {

    private static final ModelShape SHAPE = new ModelShape(30, 8, 2, 2, 16, 64);
    private static final Weights WEIGHTS = Weights.initial(SHAPE, 1);
    private static final int CANARY = 1 << 20;

    @Test
    void gradientsAreTheSameWhenMemoryIsFreedBetweenThePasses() {
        List<float[]> undisturbed = gradients(() -> {});

        List<float[]> disturbed = gradients(FreedMemoryTest::freeWhatNothingHolds);

        assertThat(disturbed).usingRecursiveComparison().isEqualTo(undisturbed);
    }

    private static List<float[]> gradients(Runnable between) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Parameters parameters = Parameters.loadForTraining(manager, WEIGHTS);
            Transformer transformer = new Transformer(parameters);
            NDArray tokens = manager.create(new long[]{3, 1, 4, 1, 5, 9}, new Shape(1, 6));
            NDArray states = transformer.read(tokens, new PositionBias(manager, SHAPE).causal(manager, 6));
            NDArray loss = transformer.logits(states).logSoftmax(1).sum().div(Transformer.scalar(manager, 6));
            between.run();
            collector.backward(loss);
            return WEIGHTS.tensors().stream().map(tensor -> parameters.gradient(tensor.name())).toList();
        }
    }

    /** Returns once a buffer that nothing holds is gone. */
    private static void freeWhatNothingHolds() {
        BufferPoolMXBean direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream().filter(
                pool -> pool.getName().equals("direct")).findFirst().orElseThrow();
        long before = direct.getMemoryUsed();
        ByteBuffer.allocateDirect(CANARY);
        while (direct.getMemoryUsed() >= before + CANARY) {
            System.gc();
        }
    }
}
