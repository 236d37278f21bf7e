package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.statistics.Holm;
import io.attune.orchestrator.evaluation.Judgement.Question;
import io.attune.orchestrator.evaluation.Report.Slice;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Fact.Verdict;

/**
 * Decides gates and the retrieval-first check from a report. What was not measured does not hold, nor does what too few examples
 * speak for.
 *
 * <p>{@code atLeast} and {@code atMost} are decided by the estimate. {@code betterThan} holds when the interval of the paired
 * difference lies above 0, so that at the usual level of 95 % a version which is no better passes in 2.5 % of all cases;
 * {@code noWorseThan} fails when it lies below. Where a gate asks several questions (all suites, all measures, each slice) their intervals are those of {@link Holm}'s
 * correction, and the promise holds for all of them together.
 */
public final class Gatekeeper {
    private final Report report;
    private final int minimum;
    private final boolean champion;

    private Gatekeeper(Report report, int minimum, boolean champion) {
        this.report = report;
        this.minimum = minimum;
        this.champion = champion;
    }

    /**
     * Judges every gate; without gates they hold.
     *
     * @param champion whether a version is in service, that gates can be compared with
     */
    public static Fact.Gates judge(Recipe recipe, Report report, boolean champion) {
        return judge(recipe.gates(), recipe.evaluation(), report, champion);
    }

    static Fact.Gates judge(List<Gate> gates, Recipe.Evaluation evaluation, Report report, boolean champion) {
        Gatekeeper keeper = new Gatekeeper(report, evaluation.minimum(), champion);
        List<Fact.GateResult> results = gates.stream().flatMap(gate -> keeper.judge(gate, evaluation).stream().map(
                result -> gate.floor() ? result.ofPolicy() : result)).toList();
        return new Fact.Gates(results.stream().allMatch(Fact.GateResult::passed), results);
    }

    /**
     * Whether the base model with its knowledge suffices; without bounds it never does, nor by too few examples.
     *
     * @param minimum how many examples a bound needs
     */
    public static Fact.Check check(Recipe.RetrievalFirst retrievalFirst, Report report, int minimum) {
        List<Fact.BoundResult> results = retrievalFirst.enough().stream().map(bound -> {
            Optional<Report.Figure> figure = report.figure(Recipe.Arm.BASE_RETRIEVAL.toString(), bound.suite(),
                    bound.measure());
            Double value = figure.map(f -> f.interval().estimate()).orElse(null);
            int examples = figure.map(Report.Figure::examples).orElse(0);
            Verdict verdict = value == null
                    ? Verdict.NOT_MEASURED
                    : examples < minimum
                            ? Verdict.NOT_ENOUGH_EVIDENCE
                            : value >= bound.atLeast() ? Verdict.PASSED : Verdict.FAILED;
            return new Fact.BoundResult(bound.suite(), bound.measure().toString(), value, bound.atLeast(),
                    verdict == Verdict.PASSED, verdict, examples, minimum);
        }).toList();
        return new Fact.Check(!results.isEmpty() && results.stream().allMatch(Fact.BoundResult::met), results);
    }

    private List<Fact.GateResult> judge(Gate gate, Recipe.Evaluation evaluation) {
        Recipe.Arm against = gate.against();
        if (against != null && against.champion() && !champion) {
            return List.of(new Fact.GateResult(gate.suite() + " " + gate.measureWord() + " of " + gate.arm()
                    + " against " + against + " " + Judgement.words(gate.condition()), Verdict.PASSED,
                    Judgement.NO_CHAMPION, null, 0, 1));
        }
        List<Question> questions = questions(gate, evaluation);
        if (questions.isEmpty()) {
            String why = gate.cut() instanceof Cut.Each(String attribute)
                    ? "no example has the attribute '" + attribute + "', so there is no slice to judge"
                    : "no suite of the recipe measures this";
            return List.of(new Fact.GateResult(gate.suite() + " " + gate.measureWord() + " of " + gate.arm() + " "
                    + Judgement.words(gate.condition()), Verdict.NOT_ENOUGH_EVIDENCE, why, null, 0, 1));
        }
        List<Judgement> judgements = questions.stream().map(question -> new Judgement(question, report, minimum,
                evaluation.level(), champion)).toList();
        List<Holm.Step> steps = Holm.decided(Holm.steps(judgements.stream().mapToDouble(Judgement::p).toArray()),
                (1 - evaluation.level()) / 2);
        List<Fact.GateResult> results = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            results.add(judgements.get(i).decide(steps.get(i), judgements.size()));
        }
        return results;
    }

    private List<Question> questions(Gate gate, Recipe.Evaluation evaluation) {
        return gate.pairs(evaluation).stream().flatMap(pair -> switch (gate.cut()) {
            case Cut.Whole() -> List.of(new Question(gate.arm(), pair.suite(), pair.measure(), null,
                    gate.condition())).stream();
            case Cut.Of(String attribute, String value) -> List.of(new Question(gate.arm(), pair.suite(),
                    pair.measure(), new Slice(attribute, value), gate.condition())).stream();
            case Cut.Each(String attribute) -> report.valuesOf(pair.suite(), attribute).stream().map(
                    value -> new Question(gate.arm(), pair.suite(), pair.measure(), new Slice(attribute, value),
                            gate.condition()));
        }).toList();
    }
}
