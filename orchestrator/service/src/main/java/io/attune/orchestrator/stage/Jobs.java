package io.attune.orchestrator.stage;

import io.attune.orchestrator.run.Fact;
import io.attune.provider.ProviderJob;

/** What a run keeps of a provider's job. */
final class Jobs {

    private Jobs() {}

    static Fact.Job fact(String connection, ProviderJob job, int lastStep) {
        return new Fact.Job(connection, job.id(), job.state(), job.phase(), job.rawState(), job.tunedModel(),
                job.trainedTokens() == null ? null : job.trainedTokens().value(),
                job.failure() == null ? null : job.failure().code() + ": " + job.failure().message(), job.createdAt(),
                job.finishedAt(), job.estimatedFinish(), lastStep);
    }
}
