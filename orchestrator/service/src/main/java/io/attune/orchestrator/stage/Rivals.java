package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.evaluation.Report;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Targets;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunGroup;
import io.attune.orchestrator.run.RunGroups;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.registry.ChargeKind;
import io.attune.registry.Ledger;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The other runs of a group whose best version alone is promoted. Every run of it waits until all have been measured and
 * then finds the same answer by itself, from facts that do not change any more.
 */
@Component
class Rivals {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final RunGroups groups;
    private final Evaluations evaluations;
    private final PinnedRecipe recipes;
    private final Ledger ledger;
    private final Models models;

    Rivals(RunGroups groups, Evaluations evaluations, PinnedRecipe recipes, Ledger ledger, Models models) {
        this.groups = groups;
        this.evaluations = evaluations;
        this.recipes = recipes;
        this.ledger = ledger;
        this.models = models;
    }

    /** Why a run is not promoted now, or not at all; empty when it may be. */
    Optional<RunEvent> before(Run run, Stage.Work work) {
        RunGroup group = groups.of(run).filter(it -> it.choose() == Targets.Choose.BEST
                && it.targets().size() > 1).orElse(null);
        if (group == null || run.facts().find(Fact.Promotion.class).isPresent()) {
            return Optional.empty();
        }
        List<Run> runs = groups.runs(group);
        long open = runs.stream().filter(other -> !other.id().equals(run.id()) && !isMeasured(other)).count();
        if (open > 0) {
            work.progress("wait for the other targets", runs.size() - open, runs.size(), "");
            return Optional.of(new RunEvent.StillWorking(LOOK_AGAIN));
        }
        List<Recipe.Gate> gates = recipes.of(run).gates();
        List<Choice.Candidate> candidates = runs.stream().flatMap(other -> candidate(other, gates).stream()).toList();
        Choice choice = Choice.among(gates, candidates);
        return choice.best(candidates).filter(best -> !best.run().equals(run.id())).map(
                best -> new RunEvent.NotChosen(best.target() + " (" + best.run() + ") is better: "
                        + candidates.stream().filter(own -> own.run().equals(run.id())).map(own -> choice.why(best,
                                own)).findFirst().orElse(
                                        "its gates hold")));
    }

    /** Whether nothing that is compared will change any more. */
    private static boolean isMeasured(Run run) {
        return run.state().isTerminal() || run.state() == RunState.PROMOTING || run.state() == RunState.DEPLOYING
                || run.state() == RunState.CLOSING;
    }

    private Optional<Choice.Candidate> candidate(Run run, List<Recipe.Gate> gates) {
        boolean stands = run.facts().find(Fact.Outcome.class).map(
                outcome -> outcome.end() == RunState.SUCCEEDED).orElse(true);
        boolean holds = run.facts().find(Fact.Gates.class).map(Fact.Gates::passed).orElse(true);
        Fact.Saved saved = run.facts().find(Fact.Saved.class).orElse(null);
        boolean registered = run.facts().find(Fact.Version.class).isPresent();
        if (!stands || !holds || (!registered && saved == null)) {
            return Optional.empty();
        }
        Fact.Aim aim = run.facts().get(Fact.Aim.class);
        boolean tuned = saved != null || run.facts().get(Fact.Plan.class).train();
        return Optional.of(new Choice.Candidate(run.id(), aim.target(), aim.place(), recipes.of(
                run).target().baseModel(), tuned, saved == null
                        ? measured(run, gates)
                        : measured(run, saved, gates), cost(run)));
    }

    private Map<Choice.Scale, Double> measured(Run run, List<Recipe.Gate> gates) {
        Report report = evaluations.report(run.id());
        Map<Choice.Scale, Double> measured = new HashMap<>();
        gates.stream().flatMap(gate -> Choice.Scale.of(gate).stream()).forEach(scale -> report.figure(
                scale.arm().toString(), scale.suite(),
                scale.measure()).ifPresent(figure -> measured.put(scale, figure.interval().estimate())));
        return measured;
    }

    /** A run that would have repeated the version in service stands for that version. */
    private Map<Choice.Scale, Double> measured(Run run, Fact.Saved saved, List<Recipe.Gate> gates) {
        Map<Choice.Scale, Double> measured = new HashMap<>();
        models.find(run.project(), new VersionRef(saved.version().model(), saved.version().number())).map(
                ModelVersion::content).ifPresent(version -> gates.stream().flatMap(gate -> Choice.Scale.of(
                        gate).stream()).forEach(
                                scale -> version.metrics().stream().filter(metric -> metric.suite().equals(
                                        scale.suite())
                                        && metric.arm().equals(scale.arm().toString()) && metric.measure().equals(
                                                scale.measure().toString())).reduce((first, last) -> last).ifPresent(
                                                        metric -> measured.put(scale, metric.value().estimate()))));
        return measured;
    }

    private @Nullable Money cost(Run run) {
        List<Money> billed = ledger.charges(run.project(), run.id()).stream().filter(
                charge -> charge.bill().kind() == ChargeKind.TRAINING).map(charge -> charge.bill().amount()).toList();
        return billed.stream().map(Money::currency).distinct().count() == 1
                ? billed.stream().reduce(Money::plus).orElseThrow()
                : null;
    }
}
