package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds out whether a create whose answer was lost made a job. It is posted again only when the provider, asked after the
 * create's deadline, its longest flight and the provider's visibility delay have all passed, has no job with the key.
 */
@Component
class ReconcileStage implements Stage {
    private static final Logger log = LoggerFactory.getLogger(ReconcileStage.class);
    private static final Duration PAUSE_MIN = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(15);

    private final PinnedRecipe recipes;
    private final Connections connections;
    private final InstantSource clock;
    private final PollPace pace;

    ReconcileStage(PinnedRecipe recipes, Connections connections, InstantSource clock, PollPace pace) {
        this.recipes = recipes;
        this.connections = connections;
        this.clock = clock;
        this.pace = pace;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.IN_DOUBT);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        Fact.Intent intent = run.facts().get(Fact.Intent.class);
        Instant askedAt = clock.instant();
        List<ProviderJob> jobs = connections.provider(recipe.target().connection()).findByRunKey(intent.key());
        if (jobs.size() > 1) {
            log.error("Run {} has {} jobs at the provider; the oldest is followed", run.id(), jobs.size());
        }
        return jobs.stream().min(Comparator.comparing(ProviderJob::createdAt)).<RunEvent>map(
                job -> new RunEvent.Accepted(Jobs.fact(recipe.target().connection(), job, 0), pace.pause(
                        recipe.target().connection()))).orElseGet(() -> notFound(
                                askedAt, certainAfter(recipe,
                                        intent), intent));
    }

    /** Asks ever less often, and for the last time as soon as the answer is certain. */
    private static RunEvent notFound(Instant askedAt, Instant certainAfter, Fact.Intent intent) {
        if (askedAt.isAfter(certainAfter)) {
            return new RunEvent.NoJobExists();
        }
        Duration growing = Collections.max(List.of(PAUSE_MIN, Duration.between(sendBefore(intent), askedAt).dividedBy(
                2)));
        return new RunEvent.StillWorking(Collections.min(List.of(growing, PAUSE_MAX, Duration.between(askedAt,
                certainAfter).plusMillis(1))));
    }

    /** From when on an answer "no such job" is certain. */
    private Instant certainAfter(Recipe recipe, Fact.Intent intent) {
        FineTuneProvider provider = connections.provider(recipe.target().connection());
        return sendBefore(intent).plus(connections.settings(recipe.target().connection()).timeout()).plus(
                provider.visibilityDelay());
    }

    private static Instant sendBefore(Fact.Intent intent) {
        Instant sendBefore = intent.sendBefore();
        if (sendBefore == null) {
            throw new IllegalStateException("A run in doubt has a create's deadline");
        }
        return sendBefore;
    }
}
