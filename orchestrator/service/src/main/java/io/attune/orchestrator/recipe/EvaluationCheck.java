package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.stream.Collectors;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.EvaluationShape.Questioned;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Bound;
import io.attune.orchestrator.recipe.Recipe.Evaluation;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
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
    private final GateCheck gates;

    EvaluationCheck(Problems problems, Evaluation evaluation, Knowledge knowledge, SplitSpec split) {
        this.problems = problems;
        this.evaluation = evaluation;
        this.knows = knowledge instanceof Knowledge.Base;
        this.gates = new GateCheck(problems, evaluation, knows, problems.toList().stream().map(
                Problem::place).toList());
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
        f.get(RecipeShape.GATES, List.of()).forEach(gates::gate);
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
                    || measure.asked() == Measure.Asked.EVERYTHING
                    || (measure.asked() == Measure.Asked.UNANSWERABLE) == questions instanceof Questions.Invented;
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
        List<Measure> citing = suite.value().measures().stream().filter(
                measure -> measure.needs(Measure.Need.KNOWLEDGE)).toList();
        if (!citing.isEmpty() && !evaluation.arms().isEmpty() && evaluation.arms().stream().noneMatch(
                Arm::retrieval)) {
            suite.problemAt("measures", problems, words(citing) + " cannot be measured: no arm has knowledge to cite",
                    "Evaluate base+retrieval or tuned+retrieval, or leave it out.");
        }
        if (name.equals(Gate.ALL)) {
            suite.node().problem(problems, "'all' is what gates call every suite", "Name the suite otherwise.");
        }
        judge(name, suite);
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

    private void judge(String name, Located<Questioned> suite) {
        boolean wins = suite.value().measures().contains(Measure.WIN_RATE);
        boolean judged = suite.value().judge() != null || problems.toList().stream().anyMatch(
                problem -> problem.place().startsWith("/evaluation/suites/" + name + "/judge"));
        if (wins && !judged) {
            suite.problemAt("measures", problems, "'win-rate' needs a judge and the suite names none",
                    "Write judge: {connection: NAME, model: NAME, rubric: FILE}.");
        }
        if (!wins && judged) {
            suite.problemAt("judge", problems, "the suite has a judge and measures nothing it is asked for",
                    "Measure win-rate, or leave the judge out.");
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
        gates.measured(bound, bound.value().suite(), bound.value().measure());
        if (bound.value().measure() == Measure.WIN_RATE) {
            bound.problemAt("measure", problems, "a win rate needs another arm, and base+retrieval is measured alone",
                    "Ask for a measure of one arm.");
        }
        if (!bound.value().measure().higherIsBetter()) {
            bound.problemAt("measure", problems, "'" + bound.value().measure()
                    + "' is better when lower, and 'enough' asks for at least", "Ask for another measure.");
        }
        GateCheck.shareBelowOne(bound, "atLeast", bound.value().measure(), bound.value().atLeast(), problems);
    }

    private static String words(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
