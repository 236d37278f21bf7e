package io.attune.orchestrator.recipe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Evaluation;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Measure.Need;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.Suggestions;
import org.jspecify.annotations.Nullable;

/** Whether a recipe's gates can be judged by what it measures. */
final class GateCheck {
    private final Problems problems;
    private final Evaluation evaluation;
    private final boolean knows;
    private final List<String> unreadable;
    /** Whom an arm stands against in a suite, as gates said so far. */
    private final Map<String, Arm> opponents = new HashMap<>();

    /** @param unreadable places whose problem is said already */
    GateCheck(Problems problems, Evaluation evaluation, boolean knows, List<String> unreadable) {
        this.problems = problems;
        this.evaluation = evaluation;
        this.knows = knows;
        this.unreadable = unreadable;
    }

    void gate(Located<Gate> gate) {
        Gate value = gate.value();
        Measure measure = value.measure();
        if (measure == null || value.suite().equals(Gate.ALL)) {
            several(gate);
        } else {
            measured(gate, value.suite(), measure);
        }
        asked(gate, "arm", value.arm());
        if (measure != null && measure.needs(Need.KNOWLEDGE) && !value.arm().retrieval()) {
            gate.problemAt("arm", problems, "the arm '" + value.arm() + "' has no knowledge and cites nothing",
                    "Use base+retrieval or tuned+retrieval.");
        }
        against(gate);
        value(gate, measure, value.condition(), problems);
        switch (value.condition()) {
            case Condition.BetterThan(Arm other) -> other(gate, "betterThan", other);
            case Condition.NoWorseThan(Arm other) -> other(gate, "noWorseThan", other);
            case Condition.AtLeast _,Condition.AtMost _,Condition.BetterThanValue _,Condition.NoWorseThanValue _ -> {
            }
        }
    }

    /** Whether a bound's number and direction go with the measure; the other arm is not looked at. */
    static void value(Located<?> gate, @Nullable Measure measure, Condition condition, Problems problems) {
        switch (condition) {
            case Condition.AtLeast(double least) -> {
                shareBelowOne(gate, "atLeast", measure, least, problems);
                direction(gate, "atLeast", measure, true, problems);
            }
            case Condition.AtMost(double most) -> {
                shareBelowOne(gate, "atMost", measure, most, problems);
                direction(gate, "atMost", measure, false, problems);
            }
            case Condition.BetterThanValue(double bound) -> shareBelowOne(gate, "betterThan", measure, bound,
                    problems);
            case Condition.NoWorseThanValue(double bound) -> shareBelowOne(gate, "noWorseThan", measure, bound,
                    problems);
            case Condition.BetterThan _,Condition.NoWorseThan _ -> {
            }
        }
    }

    /** A win rate is against somebody, the same in every gate on it; everything else is measured on one arm. */
    private void against(Located<Gate> gate) {
        Gate value = gate.value();
        Arm against = value.against();
        if (value.measure() != Measure.WIN_RATE) {
            if (against != null) {
                gate.problemAt("against", problems, "'" + value.measureWord() + "' is measured on one arm by itself",
                        "Write betterThan or noWorseThan to compare arms.");
            }
            return;
        }
        if (value.other() != null) {
            gate.node().problem(problems, "a win rate compares two arms already", "Write 'against: " + value.other()
                    + "' and 'atLeast: 0.5'.");
        }
        if (against == null && !value.arm().tuned()) {
            gate.problemAt("arm", problems, "it is not said whom the win rate of '" + value.arm() + "' is against",
                    "Write against: base, or another arm.");
        }
        if (against == null) {
            return;
        }
        if (!against.champion()) {
            asked(gate, "against", against);
        }
        if (against == value.arm()) {
            gate.problemAt("against", problems, "the arm '" + against + "' is compared with itself",
                    "Name another arm.");
        }
        Arm before = opponents.putIfAbsent(value.suite() + " " + value.arm(), against);
        if (before != null && before != against) {
            gate.problemAt("against", problems, "the win rate of '" + value.arm() + "' in the suite '" + value.suite()
                    + "' is against '" + before + "' in another gate", "Name one opponent for each arm and suite.");
        }
    }

    /** A gate on all suites or measures: at least one pair is judged, and a fixed bound means one measure. */
    private void several(Located<Gate> gate) {
        Gate value = gate.value();
        Measure measure = value.measure();
        if (isSaid("/evaluation/suites") || unreadable.contains("/evaluation")) {
            return;
        }
        boolean known = value.suite().equals(Gate.ALL) || evaluation.suites().stream().anyMatch(
                suite -> suite.name().equals(value.suite()));
        if (!known) {
            unknown(gate, value.suite());
        } else if (value.pairs(evaluation).isEmpty()) {
            gate.problemAt("measure", problems, "no suite measures " + (measure == null
                    ? "anything of the arm '" + value.arm() + "'"
                    : "'" + measure + "'"), "Add it to a suite's measures.");
        }
        boolean relative = value.condition() instanceof Condition.BetterThan
                || value.condition() instanceof Condition.NoWorseThan;
        if (measure == null && !relative) {
            gate.problemAt("measure", problems, "one number is no bound for all measures, whose scales differ",
                    "Name one measure, or compare with an arm.");
        }
    }

    private void other(Located<Gate> gate, String key, Arm other) {
        if (!other.champion()) {
            asked(gate, key, other);
        }
        if (other == gate.value().arm()) {
            gate.problemAt(key, problems, "the arm '" + other + "' is compared with itself", "Name another arm.");
        }
        Measure measure = gate.value().measure();
        if (measure != null && measure.needs(Need.KNOWLEDGE) && !other.retrieval()) {
            gate.problemAt(key, problems, "the arm '" + other + "' has no knowledge and cites nothing",
                    "Compare with an arm that has knowledge.");
        }
    }

    void measured(Located<?> at, String suiteName, Measure measure) {
        Optional<Suite> suite = evaluation.suites().stream().filter(s -> s.name().equals(suiteName)).findFirst();
        if (isSaid("/evaluation/suites/" + suiteName) || unreadable.contains("/evaluation/suites")
                || unreadable.contains("/evaluation")) {
            return; // what is wrong there was said; what refers to it may be right
        }
        if (suite.isEmpty()) {
            unknown(at, suiteName);
        } else if (!suite.get().measures().contains(measure)) {
            at.problemAt("measure", problems, "the suite '" + suiteName + "' does not measure '" + measure + "'",
                    "It measures: " + words(suite.get().measures()) + ".");
        }
    }

    private void unknown(Located<?> at, String suite) {
        at.problemAt("suite", problems, "there is no suite '" + suite + "'", Suggestions.among(suite,
                evaluation.suites().stream().map(Suite::name).toList()));
    }

    private void asked(Located<?> at, String key, Arm arm) {
        if (!evaluation.arms().contains(arm) && !isSaid("/evaluation/arms") && !unreadable.contains("/evaluation")) {
            at.problemAt(key, problems, "the arm '" + arm + "' is not evaluated",
                    arm.retrieval() && !knows
                            ? "It needs a knowledge base: name 'knowledge.base'."
                            : "Evaluated are: " + words(evaluation.arms()) + ".");
        }
    }

    private static void direction(Located<?> at, String key, @Nullable Measure measure, boolean higher,
            Problems problems) {
        if (measure != null && measure.higherIsBetter() != higher) {
            at.problemAt(key, problems, "'" + measure + "' is better when " + (higher ? "lower" : "higher") + ", and '"
                    + key + "' asks for the opposite", "Write '" + (higher ? "atMost" : "atLeast") + "'.");
        }
    }

    static void shareBelowOne(Located<?> at, String key, @Nullable Measure measure, double bound,
            Problems problems) {
        if (measure != null && measure.isShare() && bound > 1) {
            at.problemAt(key, problems, "'" + measure + "' is a share between 0 and 1, and the bound is " + bound,
                    "Write 0.99 for 99 %.");
        }
    }

    private boolean isSaid(String place) {
        return unreadable.stream().anyMatch(bad -> bad.equals(place) || bad.startsWith(place + "/"));
    }

    private static String words(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
