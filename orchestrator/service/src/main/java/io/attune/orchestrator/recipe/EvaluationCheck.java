package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.EvaluationShape.Questioned;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Bound;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Evaluation;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.Suggestions;
import io.attune.pipeline.plan.SplitSpec;

/**
 * Whether arms, suites, bounds and gates go together: what cannot be measured is a problem now and not at night. What
 * refers to a part that could not be read is left in peace, because that part's own problem is said already.
 */
final class EvaluationCheck {
    private final Problems problems;
    private final Evaluation evaluation;
    private final boolean knows;
    private final SplitSpec split;
    private final List<String> unreadable;

    EvaluationCheck(Problems problems, Evaluation evaluation, Knowledge knowledge, SplitSpec split) {
        this.problems = problems;
        this.evaluation = evaluation;
        this.knows = knowledge instanceof Knowledge.Base;
        this.unreadable = problems.toList().stream().map(Problem::place).toList();
        this.split = split;
    }

    void check(Fields f) {
        EvaluationShape.Written written = f.find(RecipeShape.EVALUATION);
        if (written != null && written.arms() != null) {
            arms(written.arms(), f);
        }
        if (written != null && written.suites() != null) {
            written.suites().forEach(this::suite);
        }
        EvaluationShape.WrittenFirst first = f.find(RecipeShape.RETRIEVAL_FIRST);
        if (first != null && first.enough() != null) {
            first.enough().forEach(this::bound);
        }
        f.get(RecipeShape.GATES, List.of()).forEach(this::gate);
    }

    private void arms(List<Arm> arms, Fields f) {
        List<Arm> unpaired = arms.stream().filter(arm -> arm.retrieval() && !knows).toList();
        if (!unpaired.isEmpty()) {
            f.node().problem(problems, "the arms " + words(unpaired) + " need a knowledge base and 'knowledge' declines"
                    + " one", "Name 'knowledge.base' or leave these arms out.");
        }
    }

    private void suite(String name, Located<Questioned> suite) {
        Questions questions = suite.value().questions();
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            suite.node().problem(problems, "'" + name + "' is not a suite's name",
                    "Write lower-case letters, digits and hyphens, beginning with a letter.");
        }
        for (Measure measure : suite.value().measures()) {
            boolean fits = questions instanceof Questions.Frozen
                    || (measure == Measure.RIGHT_REFUSAL) == questions instanceof Questions.Invented;
            if (!fits) {
                suite.problemAt("measures", problems, "'" + measure + "' cannot be measured on "
                        + (questions instanceof Questions.Invented
                                ? "invented questions, which have no right answer"
                                : "held-out examples, which all have an answer"),
                        questions instanceof Questions.Invented
                                ? "Measure right-refusal."
                                : "Measure it on a suite with 'invented: 20'.");
            }
        }
        if (questions instanceof Questions.Invented && !knows) {
            suite.problemAt("invented", problems, "invented names need a knowledge base that does not have them",
                    "Name 'knowledge.base' or leave the suite out.");
        }
        if (questions instanceof Questions.Held held
                && (held.split().equals("test") ? split.test() : split.validation()).signum() == 0) {
            suite.problemAt("split", problems, "the recipe holds out no examples for '" + held.split() + "'",
                    "Give split." + held.split() + " a share.");
        }
    }

    private void bound(Located<Bound> bound) {
        if (!knows) {
            bound.node().problem(problems, "retrieval cannot be tried first: 'knowledge' declines a knowledge base",
                    "Name 'knowledge.base' or leave 'enough' out.");
        }
        if (!evaluation.arms().contains(Arm.BASE_RETRIEVAL)) {
            bound.node().problem(problems, "retrieval first is measured on the arm base+retrieval, which is left out",
                    "Add it to evaluation.arms.");
        }
        measured(bound, bound.value().suite(), bound.value().measure());
        if (!bound.value().measure().higherIsBetter()) {
            bound.problemAt("measure", problems, "'" + bound.value().measure()
                    + "' is better when lower, and 'enough' asks for at least", "Ask for another measure.");
        }
        shareBelowOne(bound, "atLeast", bound.value().measure(), bound.value().atLeast());
    }

    private void gate(Located<Gate> gate) {
        Gate value = gate.value();
        measured(gate, value.suite(), value.measure());
        asked(gate, "arm", value.arm());
        boolean cites = value.measure() == Measure.CITATION_PRECISION || value.measure() == Measure.CITATION_RECALL;
        if (cites && !value.arm().retrieval()) {
            gate.problemAt("arm", problems, "the arm '" + value.arm() + "' has no knowledge and cites nothing",
                    "Use base+retrieval or tuned+retrieval.");
        }
        switch (value.condition()) {
            case Condition.AtLeast(double least) -> {
                shareBelowOne(gate, "atLeast", value.measure(), least);
                direction(gate, "atLeast", value.measure(), true);
            }
            case Condition.AtMost(double most) -> {
                shareBelowOne(gate, "atMost", value.measure(), most);
                direction(gate, "atMost", value.measure(), false);
            }
            case Condition.BetterThan(Arm other) -> other(gate, "betterThan", other);
            case Condition.NoWorseThan(Arm other) -> other(gate, "noWorseThan", other);
        }
    }

    private void other(Located<Gate> gate, String key, Arm other) {
        asked(gate, key, other);
        if (other == gate.value().arm()) {
            gate.problemAt(key, problems, "the arm '" + other + "' is compared with itself", "Name another arm.");
        }
    }

    private void measured(Located<?> at, String suiteName, Measure measure) {
        List<String> names = evaluation.suites().stream().map(Suite::name).toList();
        Optional<Suite> suite = evaluation.suites().stream().filter(s -> s.name().equals(suiteName)).findFirst();
        if (isUnreadable("/evaluation/suites/" + suiteName) || unreadable.contains("/evaluation/suites")
                || unreadable.contains("/evaluation")) {
            return; // what is wrong there was said; what refers to it may be right
        }
        if (suite.isEmpty()) {
            at.problemAt("suite", problems, "there is no suite '" + suiteName + "'",
                    Suggestions.among(suiteName, names));
        } else if (!suite.get().measures().contains(measure)) {
            at.problemAt("measure", problems, "the suite '" + suiteName + "' does not measure '" + measure + "'",
                    "It measures: " + words(suite.get().measures()) + ".");
        }
    }

    private void asked(Located<?> at, String key, Arm arm) {
        if (!evaluation.arms().contains(arm) && !isUnreadable("/evaluation/arms")
                && !unreadable.contains("/evaluation")) {
            at.problemAt(key, problems, "the arm '" + arm + "' is not evaluated",
                    arm.retrieval() && !knows
                            ? "It needs a knowledge base: name 'knowledge.base'."
                            : "Evaluated are: " + words(evaluation.arms()) + ".");
        }
    }

    private void direction(Located<?> at, String key, Measure measure, boolean higher) {
        if (measure.higherIsBetter() != higher) {
            at.problemAt(key, problems, "'" + measure + "' is better when " + (higher ? "lower" : "higher") + ", and '"
                    + key + "' asks for the opposite", "Write '" + (higher ? "atMost" : "atLeast") + "'.");
        }
    }

    private void shareBelowOne(Located<?> at, String key, Measure measure, double bound) {
        if (measure != Measure.LOSS && bound > 1) {
            at.problemAt(key, problems, "'" + measure + "' is a share between 0 and 1, and the bound is " + bound,
                    "Write 0.99 for 99 %.");
        }
    }

    private boolean isUnreadable(String place) {
        return unreadable.stream().anyMatch(bad -> bad.equals(place) || bad.startsWith(place + "/"));
    }

    private static String words(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
