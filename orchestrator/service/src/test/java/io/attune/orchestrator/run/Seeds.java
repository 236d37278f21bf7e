package io.attune.orchestrator.run;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.provider.ProviderFileId;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Puts runs into the table as if they had come so far. */
public final class Seeds {
    private Seeds() {}

    /** Lets a run watch a job. */
    public static void training(JdbcClient jdbc, RunId id, Fact.Job job) {
        jdbc.sql("update orchestrator.run set state = 'TRAINING', facts = cast(? as jsonb), connection = ?, job = ?"
                + " where id = ?").params(Facts.NONE.with(job).toJson(), job.connection(), job.id().value(),
                        id.value()).update();
    }

    /** A run whose training file is uploaded and whose create is due. */
    public static Run submitting(RunStore store, JdbcClient jdbc, RunId id, ProviderFileId training) {
        Run run = store.add(id, ProjectId.DEFAULT, "r", 1, "ann", id.value());
        jdbc.sql("update orchestrator.run set state = 'SUBMITTING', facts = cast(? as jsonb) where id = ?").params(
                Facts.NONE.with(new Fact.Upload(training, null)).toJson(), id.value()).update();
        return run;
    }
}
