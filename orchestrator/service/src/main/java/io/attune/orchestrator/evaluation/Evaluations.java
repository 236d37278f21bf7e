package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.evaluation.judge.Judging;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.ProviderModelId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Measures the arms of a run, example by example, from wherever it was interrupted. */
@Component
public class Evaluations {
    /** The longest answer that is read. */
    private static final int ANSWER_TOKENS_MAX = 96;

    private final Planner planner;
    private final Engine engine;
    private final EvaluationStore store;
    private final OutputStore outputs;
    private final RuntimeClient runtime;
    private final Prices prices;
    private final VersionArms versions;
    private final Similarities similarities;
    private final Regurgitations regurgitations;
    private final Contests contests;

    Evaluations(Planner planner, Engine engine, EvaluationStore store, OutputStore outputs, RuntimeClient runtime,
            Prices prices, VersionArms versions, Similarities similarities, Regurgitations regurgitations,
            Contests contests) {
        this.planner = planner;
        this.engine = engine;
        this.store = store;
        this.outputs = outputs;
        this.runtime = runtime;
        this.prices = prices;
        this.versions = versions;
        this.similarities = similarities;
        this.regurgitations = regurgitations;
        this.contests = contests;
    }

    /** How many questions each arm is asked in some suites. */
    public int questions(List<Recipe.Suite> suites, DatasetVersionRef dataset) {
        return suites.stream().mapToInt(suite -> planner.count(suite, dataset)).sum();
    }

    /** What providers billed for the evaluation of a run, an entry for each arm and suite; what was kept before is free. */
    public List<ArmUsage> usage(RunId run) {
        return outputs.usage(EvaluationId.of(run)).stream().map(u -> new ArmUsage(u.arm(), u.suite(), u.inputTokens(),
                u.outputTokens())).toList();
    }

    /** What judges billed for the evaluation of a run; verdicts that were there before are free. */
    public List<Judging.Usage> judged(RunId run) {
        return contests.usage(EvaluationId.of(run));
    }

    /** Tokens billed for one arm in one suite. */
    public record ArmUsage(String arm, String suite, long inputTokens, long outputTokens) {}

    /** What was measured so far. */
    public Report report(RunId run) {
        return new Report(store.rows(EvaluationId.of(run)), store.attributes(EvaluationId.of(run)));
    }

    /** Whether there was a version in service when the run's evaluation came to it. */
    public boolean hasChampion(Run run) {
        return store.arms(EvaluationId.of(run.id())).containsKey(Recipe.Arm.CHAMPION.toString());
    }

    /** How far an evaluation is. */
    public sealed interface Progress {
        /** Nothing stands open. */
        record Done(Report report) implements Progress {}

        /** There is more to ask. */
        record Working(Duration lookAgainIn) implements Progress {}
    }

    /** Whether the tuned model is still to be asked something. */
    public boolean asksTuned(Run run, Recipe recipe, DatasetVersionRef dataset) {
        List<String> tuned = recipe.evaluation().arms().stream().filter(Recipe.Arm::tuned).map(
                Recipe.Arm::toString).toList();
        EvaluationId id = EvaluationId.of(run.id());
        Set<String> planned = store.planned(id);
        boolean unplanned = recipe.evaluation().suites().stream().anyMatch(suite -> tuned.stream().anyMatch(
                arm -> !planned.contains(EvaluationStore.plan(arm, suite.name()))));
        return !tuned.isEmpty() && (unplanned || store.isOpen(id, tuned));
    }

    /**
     * Measures what is missing, for some seconds.
     *
     * @param tunedModel null while there is none; then no arm may need it
     * @param askedAs the name by which the tuned model is asked now
     */
    public Progress advance(Run run, Recipe recipe, DatasetVersionRef dataset, List<Recipe.Arm> arms,
            List<Recipe.Suite> suites, @Nullable ProviderModelId tunedModel, @Nullable ProviderModelId askedAs,
            Stage.Work work) {
        EvaluationId id = store.ofRun(run);
        Map<String, EvaluatedArm> concrete = concrete(id, run, recipe, arms, tunedModel);
        if (askedAs != null) {
            arms.stream().filter(Recipe.Arm::tuned).forEach(arm -> concrete.computeIfPresent(arm.toString(), (name,
                    known) -> known.askedAs(askedAs.value())));
        }
        planner.plan(id, run.project(), concrete.values(), suites, dataset);
        Engine.Job job = new Engine.Job(id, run.project(), concrete, suites.stream().collect(Collectors.toMap(
                Recipe.Suite::name, Recipe.Suite::measures)));
        return engine.advance(job, (done, total, arm) -> work.progress("evaluate", done, total, arm)).or(
                () -> similarities.advance(id, run.project(), suites)).or(() -> regurgitations.advance(id,
                        concrete, suites, dataset)).<Progress>map(Progress.Working::new).orElseGet(
                                () -> contests.advance(id, run.project(), Contests.Opponents.of(recipe),
                                        concrete.keySet(), suites)
                                                ? new Progress.Done(report(run.id()))
                                                : new Progress.Working(Duration.ZERO));
    }

    /** The arms as they were when the evaluation first came to them. */
    private Map<String, EvaluatedArm> concrete(EvaluationId id, Run run, Recipe recipe, List<Recipe.Arm> arms,
            @Nullable ProviderModelId tuned) {
        Map<String, EvaluatedArm> all = new TreeMap<>(store.arms(id));
        int known = all.size();
        for (Recipe.Arm arm : arms) {
            if (!all.containsKey(arm.toString())) {
                all.put(arm.toString(), concrete(run.project(), recipe, arm, tuned));
            }
        }
        List<String> names = new ArrayList<>(arms.stream().map(Recipe.Arm::toString).toList());
        if (tuned != null && recipe.comparesWithChampion()) {
            champion(run.project(), recipe, all.keySet()).forEach(arm -> all.put(arm.name(), arm));
            names.add(Recipe.Arm.CHAMPION.toString());
            names.add(Recipe.Arm.CHAMPION_RETRIEVAL.toString());
        }
        if (all.size() > known) {
            store.keepArms(id, all.values());
        }
        Map<String, EvaluatedArm> wanted = new TreeMap<>();
        names.forEach(name -> Optional.ofNullable(all.get(name)).ifPresent(it -> wanted.put(it.name(), it)));
        return wanted;
    }

    /** The version in service, looked up once: what is promoted meanwhile changes nothing. Where none is, there is no arm. */
    private List<EvaluatedArm> champion(ProjectId project, Recipe recipe, Set<String> known) {
        return known.contains(Recipe.Arm.CHAMPION.toString())
                ? List.of()
                : versions.champion(project, recipe.name(), recipe.promotion().alias()).map(version -> versions.named(
                        project, Recipe.Arm.CHAMPION.toString(), version.content(), recipe)).orElse(List.of());
    }

    private EvaluatedArm concrete(ProjectId project, Recipe recipe, Recipe.Arm arm, @Nullable ProviderModelId tuned) {
        Recipe.Target target = recipe.target();
        String model = target.baseModel();
        if (arm.tuned()) {
            if (tuned == null) {
                throw new IllegalStateException("The arm " + arm + " needs the tuned model");
            }
            model = tuned.value();
        }
        String knowledge = arm.retrieval() && recipe.knowledge() instanceof Recipe.Knowledge.Base base
                ? base.base()
                : null;
        return new EvaluatedArm(arm.toString(), target.connection(), model, model, target.baseModel(), prices.isCapable(
                target.connection(), target.baseModel()), knowledge, knowledge == null
                        ? 0
                        : runtime.lsn(project,
                                knowledge), new EvaluatedArm.Policy(recipe.answers().prompt(),
                                        recipe.answers().abstention(),
                                        ANSWER_TOKENS_MAX, 0));
    }
}
