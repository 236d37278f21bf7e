package io.attune.orchestrator.view;

import java.util.List;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.RunId;
import io.attune.orchestrator.evaluation.EvaluationId;
import io.attune.orchestrator.evaluation.PeopleReporter;
import io.attune.orchestrator.evaluation.people.PeopleReport;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.text.Suggestions;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.Runs;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What evaluations found, for people. */
@RestController
@RequestMapping("/api/v1")
class ReportController {
    private final Runs runs;
    private final Recipes recipes;
    private final PeopleReporter reporter;

    ReportController(Runs runs, Recipes recipes, PeopleReporter reporter) {
        this.runs = runs;
        this.recipes = recipes;
        this.reporter = reporter;
    }

    /** @param suite one suite alone; empty for all */
    @GetMapping("/runs/{id}/report")
    PeopleReport report(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "") String suite) {
        caller.require(Permission.VIEWER);
        return report(runs.get(caller.project(), new RunId(id)), suite);
    }

    /** The same of an evaluation, of a run or by itself. */
    @GetMapping("/evaluations/{id}/report")
    PeopleReport evaluation(Caller caller, @PathVariable String id) {
        caller.require(Permission.VIEWER);
        EvaluationId evaluation = new EvaluationId(id);
        return reporter.byItself(caller.project(), evaluation).orElseGet(() -> report(runs.get(caller.project(),
                evaluation.spender()), ""));
    }

    private PeopleReport report(Run run, String suite) {
        Recipe.Evaluation evaluation = recipes.version(run.project(), run.recipe(),
                run.recipeVersion()).recipe().evaluation();
        return reporter.report(run.project(), EvaluationId.of(run.id()), run.recipe(), evaluation.arms().stream().map(
                Recipe.Arm::toString).toList(), suites(evaluation, suite), evaluation.minimum());
    }

    private static List<Recipe.Suite> suites(Recipe.Evaluation evaluation, String wanted) {
        List<Recipe.Suite> suites = evaluation.suites().stream().filter(suite -> wanted.isEmpty()
                || suite.name().equals(
                        wanted)).toList();
        if (suites.isEmpty() && !wanted.isEmpty()) {
            throw new InvalidInputException("The request", List.of(new Problem("/suite", "the recipe has no suite '"
                    + wanted + "'", Suggestions.among(wanted, evaluation.suites().stream().map(
                            Recipe.Suite::name).toList()))));
        }
        return suites;
    }
}
