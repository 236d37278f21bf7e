package io.attune.orchestrator.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attune.kernel.Interval;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.run.Fact;

/** Decides gates and the retrieval-first check from a report. What was not measured does not hold. */
public final class Gatekeeper {

    private Gatekeeper() {}

    /** Judges every gate; without gates they hold. */
    public static Fact.Gates judge(List<Recipe.Gate> gates, Report report) {
        List<Fact.GateResult> results = gates.stream().map(gate -> judge(gate, report)).toList();
        return new Fact.Gates(results.stream().allMatch(Fact.GateResult::passed), results);
    }

    /** Whether the base model with its knowledge suffices; without bounds it never does. */
    public static Fact.Check check(Recipe.RetrievalFirst retrievalFirst, Report report) {
        List<Fact.BoundResult> results = retrievalFirst.enough().stream().map(bound -> {
            Optional<Report.Figure> figure = report.figure(Recipe.Arm.BASE_RETRIEVAL.toString(), bound.suite(),
                    bound.measure());
            Double value = figure.map(f -> f.interval().estimate()).orElse(null);
            return new Fact.BoundResult(bound.suite(), bound.measure().toString(), value, bound.atLeast(),
                    value != null && value >= bound.atLeast());
        }).toList();
        return new Fact.Check(!results.isEmpty() && results.stream().allMatch(Fact.BoundResult::met), results);
    }

    private static Fact.GateResult judge(Recipe.Gate gate, Report report) {
        String arm = gate.arm().toString();
        String name = gate.suite() + " " + gate.measure() + " of " + arm + " " + describe(gate.condition());
        return switch (gate.condition()) {
            case Condition.AtLeast(double value) -> bound(name, gate, report, f -> f.interval().estimate() >= value);
            case Condition.AtMost(double value) -> bound(name, gate, report, f -> f.interval().estimate() <= value);
            case Condition.BetterThan(Recipe.Arm other) ->
                compared(name, gate, report, other, difference -> difference.low() > 0);
            case Condition.NoWorseThan(Recipe.Arm other) ->
                compared(name, gate, report, other, difference -> difference.high() >= 0);
        };
    }

    private static Fact.GateResult bound(String name, Recipe.Gate gate, Report report,
            java.util.function.Predicate<Report.Figure> holds) {
        Optional<Report.Figure> figure = report.figure(gate.arm().toString(), gate.suite(), gate.measure());
        return new Fact.GateResult(name, figure.filter(holds).isPresent(),
                figure.map(f -> show(f.interval()) + " over " + f.examples() + " questions").orElse("not measured"));
    }

    /** @param holds judges the difference, turned so that above zero is better */
    private static Fact.GateResult compared(String name, Recipe.Gate gate, Report report, Recipe.Arm other,
            java.util.function.Predicate<Interval> holds) {
        Optional<Interval> difference = report.difference(gate.arm().toString(), other.toString(), gate.suite(),
                gate.measure());
        Optional<Interval> better = gate.measure().higherIsBetter()
                ? difference
                : difference.map(d -> new Interval(-d.high(), -d.estimate(), -d.low()));
        return new Fact.GateResult(name, better.filter(holds).isPresent(),
                difference.map(d -> "difference " + show(d)).orElse("not measured on both arms"));
    }

    private static String describe(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast(double value) -> "at least " + value;
            case Condition.AtMost(double value) -> "at most " + value;
            case Condition.BetterThan(Recipe.Arm other) -> "better than " + other;
            case Condition.NoWorseThan(Recipe.Arm other) -> "no worse than " + other;
        };
    }

    private static String show(Interval interval) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", interval.estimate(), interval.low(), interval.high());
    }
}
