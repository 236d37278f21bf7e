package io.attune.orchestrator.evaluation;

import java.util.UUID;

import io.attune.kernel.RunId;
import io.attune.kernel.TypedId;

/** One evaluation: of a run, or by itself. */
public record EvaluationId(String value) implements TypedId {
    private static final String PREFIX = "eval";

    public EvaluationId {
        TypedId.require(PREFIX, value);
    }

    /** The evaluation with a UUID of version 7. */
    public static EvaluationId of(UUID uuid) {
        return new EvaluationId(TypedId.of(PREFIX, uuid));
    }

    /** A run has one evaluation, whose identifier follows from the run's. */
    public static EvaluationId of(RunId run) {
        return new EvaluationId(PREFIX + run.value().substring(run.value().indexOf('_')));
    }

    /** Under which name the ledger keeps what an evaluation holds and spends: its run's, or its own as a run's. */
    public RunId spender() {
        return new RunId("run" + value.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return value;
    }
}
