package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.ErrorKind;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunMachine;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.MetricPoint;
import io.attune.provider.ProviderJob;
import io.attune.provider.TrainingCheckpoint;
import io.attune.provider.TrainingProgress;
import org.springframework.stereotype.Component;

/** Watches the job: its state, losses and checkpoints are stored as they come. Passes on a wish to stop. */
@Component
class TrainStage implements Stage {
    private final PinnedRecipe recipes;
    private final Connections connections;
    private final TrainingStore store;
    private final PollPace pace;
    private final MoneyWatch money;
    private final LossLog losses;

    TrainStage(PinnedRecipe recipes, Connections connections, TrainingStore store, PollPace pace, MoneyWatch money,
            LossLog losses) {
        this.recipes = recipes;
        this.connections = connections;
        this.store = store;
        this.pace = pace;
        this.money = money;
        this.losses = losses;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.TRAINING, RunState.CANCELLING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        String connection = recipe.target().connection();
        FineTuneProvider provider = connections.provider(connection);
        Fact.Job known = run.facts().get(Fact.Job.class);
        if (run.cancelRequested() && run.state() == RunState.TRAINING) {
            provider.cancel(known.id());
            return new RunEvent.CancelSent();
        }
        Optional<ProviderJob> job = provider.poll(known.id());
        if (job.isEmpty()) {
            return new RunEvent.FailedOutside(new Fact.Failure(RunMachine.JOB_LOST, ErrorKind.OUTSIDE,
                    "The provider does not know job " + known.id() + " any more",
                    "Look for it in the provider's console; it may have been deleted there.", run.state()),
                    Duration.ofSeconds(2));
        }
        int lastStep = storeProgress(run, provider, known, work);
        Optional<RunEvent> costly = money.look(run, recipe, provider, job.get(), work);
        if (costly.isPresent()) {
            return costly.get();
        }
        return new RunEvent.Polled(keepKnown(Jobs.fact(connection, job.get(), lastStep), known), pace.pause(
                connection));
    }

    /** A word that we do not know leaves the state as it was; the word itself is kept. */
    private static Fact.Job keepKnown(Fact.Job now, Fact.Job before) {
        return now.state() != null
                ? now
                : new Fact.Job(now.connection(), now.id(), before.state(), before.phase(), now.rawState(),
                        now.tunedModel(), now.trainedTokens(),
                        now.failure(), now.createdAt(), now.finishedAt(), now.estimatedFinish(),
                        now.lastStep());
    }

    private int storeProgress(Run run, FineTuneProvider provider, Fact.Job known, Work work) {
        Optional<TrainingProgress> reports = provider.ability(TrainingProgress.class);
        if (reports.isEmpty()) {
            return known.lastStep();
        }
        List<MetricPoint> points = reports.get().metrics(known.id(), known.lastStep());
        store.addMetrics(run, points);
        losses.log(run, points);
        List<TrainingCheckpoint> checkpoints = reports.get().checkpoints(known.id());
        store.addCheckpoints(run, checkpoints);
        int step = points.stream().mapToInt(MetricPoint::step).max().orElse(known.lastStep());
        double total = points.stream().filter(p -> p.name().equals("total_steps")).mapToDouble(
                MetricPoint::value).reduce((first, last) -> last).orElse(0);
        if (total > 0) {
            work.progress("train", step, (long) total, "");
        }
        return step;
    }
}
