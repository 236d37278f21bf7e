package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Evaluation;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.YamlText;
import org.jspecify.annotations.Nullable;

/** Whether a recipe asks for no less than its project's policy, and whether it can be asked for all of that. */
final class FloorCheck {
    private static final String MINIMUM = "/evaluation/minimum";
    private static final String LEVEL = "/evaluation/level";
    private static final String GATES = "/gates";

    private final FloorLook policy;
    private final YamlText.Parsed text;
    private final Problems problems;

    FloorCheck(FloorLook policy, YamlText.Parsed text, Problems problems) {
        this.policy = policy;
        this.text = text;
        this.problems = problems;
    }

    /** @param written the recipe's gates as they were written; null where it says nothing of gates */
    void check(EvaluationShape.@Nullable Written evaluation, @Nullable List<Located<Gate>> written, Evaluation own,
            List<Gate> gates, Knowledge knowledge) {
        Integer minimum = evaluation == null ? null : evaluation.minimum();
        Integer fewest = policy.policy().minimum();
        if (minimum != null && fewest != null && minimum < fewest) {
            problem(MINIMUM, "gates are decided from " + minimum + " examples, and " + policy.whose() + " asks for "
                    + fewest, "Write minimum: " + fewest + " or more, or leave it out.");
        }
        Double level = evaluation == null ? null : evaluation.level();
        Double lowest = policy.policy().level();
        if (level != null && lowest != null && level < lowest) {
            problem(LEVEL, "gates are decided by intervals of " + GateJson.level(level) + ", and " + policy.whose()
                    + " asks for " + GateJson.level(lowest), "Write level: " + GateJson.level(lowest)
                            + " or more, or leave it out.");
        }
        UnderPolicy under = new UnderPolicy(policy.policy(), own, gates, knowledge);
        if (written != null) {
            written.forEach(gate -> under.loosened(gate.value()).ifPresent(floor -> loosened(gate, floor)));
        }
        under.joining().forEach(floor -> joining(floor, under.evaluation(), knowledge));
        under.floors().stream().filter(floor -> floor.against() != null).forEach(floor -> opponent(floor, gates));
    }

    private void loosened(Located<Gate> gate, Gate floor) {
        gate.node().problem(problems, "the gate asks for " + words(gate.value()) + ", and " + policy.whose()
                + " asks for " + words(floor) + ": a recipe may ask for more, never for less",
                "Write " + bound(floor.condition())
                        + " or what is stronger, or leave the gate out: the policy's holds by itself.");
    }

    /** A floor that the run could not be asked for would refuse every version, so it is said now. */
    private void joining(Gate floor, Evaluation evaluation, Knowledge knowledge) {
        Measure measure = floor.measure();
        if (!evaluation.arms().contains(floor.arm())) {
            unmeasurable(floor, "the arm '" + floor.arm() + "' is not evaluated", floor.arm().retrieval()
                    && knowledge instanceof Knowledge.None
                            ? "Pair it with a knowledge base, or ask for another policy."
                            : "Add it to evaluation.arms.");
        }
        Arm other = floor.other();
        if (other != null && !other.champion() && !evaluation.arms().contains(other)) {
            unmeasurable(floor, "the arm '" + other + "' is not evaluated", "Add it to evaluation.arms.");
        }
        Optional<Suite> suite = evaluation.suites().stream().filter(it -> it.name().equals(floor.suite())).findFirst();
        if (suite.isEmpty() && !floor.suite().equals(Gate.ALL)) {
            unmeasurable(floor, "the recipe has no suite '" + floor.suite() + "'", "Add it to evaluation.suites.");
        } else if (floor.pairs(evaluation).isEmpty()) {
            unmeasurable(floor, "no suite of the recipe measures it", "Add it to a suite's measures.");
        }
        if (suite.isPresent() && measure != null) {
            measured(floor, suite.get(), measure);
        }
    }

    private void measured(Gate floor, Suite suite, Measure measure) {
        if (measure.needs(Measure.Need.JUDGE) && suite.judge() == null) {
            unmeasurable(floor, "its suite names no judge", "Give the suite a judge.");
        }
        boolean fits = suite.questions() instanceof Questions.Frozen || measure.asked() == Measure.Asked.EVERYTHING
                || (measure.asked() == Measure.Asked.UNANSWERABLE) == suite.questions() instanceof Questions.Invented;
        if (!fits) {
            unmeasurable(floor, "it cannot be measured on the questions of that suite",
                    "Ask a frozen suite under that name.");
        }
    }

    /** An arm stands against one other before a suite's judge. */
    private void opponent(Gate floor, List<Gate> gates) {
        gates.stream().filter(gate -> gate.measure() == Measure.WIN_RATE && gate.suite().equals(floor.suite())
                && gate.arm() == floor.arm() && gate.against() != floor.against()).findFirst().ifPresent(
                        gate -> unmeasurable(floor, "a gate of the recipe has '" + gate.arm() + "' stand against '"
                                + (gate.against() == null ? "its base" : gate.against()) + "'",
                                "Write against: " + floor.against() + " in that gate."));
    }

    private void unmeasurable(Gate floor, String why, String nextStep) {
        problem(GATES, policy.whose() + " asks for " + words(floor) + ", and " + why, nextStep);
    }

    private void problem(String place, String message, String nextStep) {
        problems.add(place, text.line(place), message, nextStep);
    }

    private static String words(Gate gate) {
        Arm against = gate.against();
        return gate.suite() + " " + gate.measureWord() + " of " + gate.arm() + (against == null
                ? ""
                : " against " + against) + " " + bound(gate.condition());
    }

    private static String bound(Condition condition) {
        return switch (condition) {
            case Condition.AtLeast(double value) -> "atLeast: " + value;
            case Condition.AtMost(double value) -> "atMost: " + value;
            case Condition.BetterThan(Arm other) -> "betterThan: " + other;
            case Condition.NoWorseThan(Arm other) -> "noWorseThan: " + other;
            case Condition.BetterThanValue(double value) -> "betterThan: " + value;
            case Condition.NoWorseThanValue(double value) -> "noWorseThan: " + value;
        };
    }
}
