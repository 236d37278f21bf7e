package io.attune.sandbox.trainer.answer;

import ai.djl.ndarray.NDManager;
import io.attune.sandbox.trainer.model.ModelShape;
import io.attune.sandbox.trainer.model.Parameters;
import io.attune.sandbox.trainer.model.PositionBias;
import io.attune.sandbox.trainer.model.Transformer;
import io.attune.sandbox.trainer.model.Weights;

/** A model in memory, ready to answer. For one thread at a time. */
final class LoadedModel implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager();
    private final ModelShape shape;
    private final Transformer transformer;
    private final PositionBias positions;

    LoadedModel(Weights weights) {
        this.shape = weights.shape();
        this.transformer = new Transformer(Parameters.load(manager, weights));
        this.positions = new PositionBias(manager, shape);
    }

    ModelShape shape() {
        return shape;
    }

    Transformer transformer() {
        return transformer;
    }

    PositionBias positions() {
        return positions;
    }

    NDManager newManager() {
        return manager.newSubManager();
    }

    @Override
    public void close() {
        manager.close();
    }
}
