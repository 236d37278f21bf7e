package io.attune.orchestrator.stage;

import java.util.Optional;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderJob;

/** Looks at what a job costs while it is watched. */
@FunctionalInterface
interface MoneyWatch {
    /** Nobody meters. */
    MoneyWatch NONE = (run, recipe, provider, job, work) -> Optional.empty();

    /** What comes of it for the run; empty when the job just goes on. */
    Optional<RunEvent> look(Run run, Recipe recipe, FineTuneProvider provider, ProviderJob job, Stage.Work work);
}
