package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.PlatformException;
import io.attune.kernel.RunId;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.ProviderModelId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures the arms of a run, question by question, from wherever it was interrupted. */
@Component
public class Evaluations {
    /** How long one call works before it lets the run's row breathe. */
    private static final Duration SLICE = Duration.ofSeconds(5);

    private final Items items;
    private final ArmEvaluator evaluator;
    private final EvaluationStore store;
    private final Prices prices;
    private final InstantSource clock;
    private final int parallel;

    Evaluations(Items items, ArmEvaluator evaluator, EvaluationStore store, Prices prices, InstantSource clock,
            EvaluationProperties settings) {
        this.items = items;
        this.evaluator = evaluator;
        this.store = store;
        this.prices = prices;
        this.clock = clock;
        this.parallel = settings.parallel();
    }

    /** How many questions each arm is asked in some suites. */
    public int questions(List<Recipe.Suite> suites, DatasetVersionRef dataset) {
        return suites.stream().mapToInt(suite -> items.count(suite, dataset)).sum();
    }

    /** What providers billed for the evaluation of a run, an entry for each arm. */
    public List<ArmUsage> usage(RunId run) {
        return store.usage(run).stream().map(u -> new ArmUsage(u.arm(), u.inputTokens(), u.outputTokens())).toList();
    }

    /** Tokens billed for one arm. */
    public record ArmUsage(String arm, long inputTokens, long outputTokens) {}

    /** What was measured so far. */
    public Report report(RunId run) {
        return new Report(store.rows(run));
    }

    /** Whether a question to the tuned model has no answer yet. */
    public boolean asksTuned(Run run, Recipe recipe, DatasetVersionRef dataset) {
        return recipe.evaluation().suites().stream().anyMatch(suite -> {
            List<Item> questions = items.of(suite, dataset);
            return recipe.evaluation().arms().stream().filter(Recipe.Arm::tuned).anyMatch(arm -> {
                Set<String> done = store.done(run.id(), arm.toString(), suite.name());
                return questions.stream().anyMatch(item -> !done.contains(item.id()));
            });
        });
    }

    /**
     * Measures what is missing, for some seconds.
     *
     * @param tunedModel null while there is none; then no arm may need it
     * @return the report when nothing is missing any more, else empty
     */
    public Optional<Report> advance(Run run, Recipe recipe, DatasetVersionRef dataset, List<Recipe.Arm> arms,
            List<Recipe.Suite> suites, @Nullable ProviderModelId tunedModel, Stage.Work work) {
        List<Task> missing = new ArrayList<>();
        int total = 0;
        for (Recipe.Suite suite : suites) {
            List<Item> questions = items.of(suite, dataset);
            for (Recipe.Arm arm : arms) {
                total += questions.size();
                Set<String> done = store.done(run.id(), arm.toString(), suite.name());
                questions.stream().filter(item -> !done.contains(item.id())).forEach(item -> missing.add(new Task(arm,
                        suite, item)));
            }
        }
        if (missing.isEmpty()) {
            return Optional.of(report(run.id()));
        }
        work.progress("evaluate", total - missing.size(), total, missing.getFirst().arm().toString());
        measure(run, recipe, missing, total, tunedModel, work);
        return Optional.empty();
    }

    private record Task(Recipe.Arm arm, Recipe.Suite suite, Item item) {}

    private void measure(Run run, Recipe recipe, List<Task> missing, int total, @Nullable ProviderModelId tunedModel,
            Stage.Work work) {
        Instant until = clock.instant().plus(SLICE);
        Semaphore places = new Semaphore(parallel);
        List<Future<?>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int done = total - missing.size();
            for (Task task : missing) {
                places.acquireUninterruptibly();
                if (clock.instant().isAfter(until) || asked.stream().anyMatch(Evaluations::hasFailed)) {
                    break;
                }
                work.progress("evaluate", done++, total, task.arm().toString());
                asked.add(threads.submit(releasing(places, () -> {
                    Measured measured = evaluator.measure(concrete(run, recipe, task.arm(), tunedModel), task.item(),
                            task.suite().measures());
                    store.add(run.project(), run.id(), task.arm().toString(), task.suite().name(), task.item(),
                            measured);
                    return null;
                })));
            }
        }
        asked.forEach(Evaluations::rethrow);
    }

    private ArmEvaluator.ConcreteArm concrete(Run run, Recipe recipe, Recipe.Arm arm, @Nullable ProviderModelId tuned) {
        Recipe.Target target = recipe.target();
        ProviderModelId model = new ProviderModelId(target.baseModel());
        if (arm.tuned()) {
            if (tuned == null) {
                throw new IllegalStateException("The arm " + arm + " needs the tuned model");
            }
            model = tuned;
        }
        String knowledge = arm.retrieval() && recipe.knowledge() instanceof Recipe.Knowledge.Base base
                ? base.base()
                : null;
        return new ArmEvaluator.ConcreteArm(run.project(), arm, target.connection(), model,
                prices.isCapable(target.connection(), target.baseModel()), knowledge, recipe.answers().prompt(),
                recipe.answers().abstention());
    }

    private static Callable<@Nullable Void> releasing(Semaphore places, Callable<@Nullable Void> task) {
        return () -> {
            try {
                return task.call();
            } finally {
                places.release();
            }
        };
    }

    private static boolean hasFailed(Future<?> asked) {
        return asked.state() == Future.State.FAILED;
    }

    private static void rethrow(Future<?> asked) {
        try {
            asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(io.attune.kernel.ErrorCode.INTERNAL, "Stopped while evaluating", "", e);
        }
    }
}
