package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.EvaluationShape.Questioned;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the frozen suites of one recipe as they stand in its project. Suites of what was accepted before are not asked
 * about again.
 */
final class SuiteLook {
    /** Looks at nothing. */
    static final SuiteLook NONE = new SuiteLook(null, connection -> true, ProjectId.DEFAULT);

    private static final String NEXT_STEP = "Nothing is trained on what it is measured with: take the source out.";

    private final @Nullable SuiteChecks checks;
    private final Predicate<String> scores;
    private final ProjectId project;

    private SuiteLook(@Nullable SuiteChecks checks, Predicate<String> scores, ProjectId project) {
        this.checks = checks;
        this.scores = scores;
        this.project = project;
    }

    static SuiteLook at(SuiteChecks checks, TargetChecks targets, ProjectId project) {
        return new SuiteLook(checks, connection -> targets.tellsProbabilities(project, connection), project);
    }

    /** What takes probabilities cannot be measured where a target's connection does not tell them. */
    void checkProbabilities(Map<String, Located<Questioned>> suites, Targets targets, Set<String> known,
            Problems problems) {
        if (suites.values().stream().flatMap(suite -> suite.value().measures().stream()).noneMatch(
                measure -> measure.needs(
                        Recipe.Measure.Need.PROBABILITIES))) {
            return;
        }
        List<String> mute = targets.list().stream().map(Recipe.Target::connection).distinct().filter(
                known::contains).filter(
                        scores.negate()).toList();
        suites.values().forEach(suite -> suite.value().measures().stream().filter(measure -> !mute.isEmpty()
                && measure.needs(Recipe.Measure.Need.PROBABILITIES)).forEach(measure -> suite.problemAt("measures",
                        problems, "'" + measure + "' cannot be measured: the connection '" + String.join("', '", mute)
                                + "' does not tell how likely a token is",
                        "Leave it out, or use a connection to a server that tells probabilities, such as vLLM.")));
    }

    void check(Map<String, Located<Questioned>> suites, Problems problems) {
        SuiteChecks asked = checks;
        if (asked != null) {
            suites.values().forEach(suite -> check(asked, suite, problems));
        }
    }

    private void check(SuiteChecks asked, Located<Questioned> suite, Problems problems) {
        if (!(suite.value().questions() instanceof Questions.Frozen frozen)) {
            return;
        }
        Optional<SuiteChecks.Wrong> wrong = asked.wrong(project, frozen);
        wrong.ifPresent(it -> suite.problemAt("dataset", problems, it.message(), it.nextStep()));
        if (wrong.isEmpty()) {
            suite.value().slices().forEach(slice -> asked.wrongSlice(project, frozen, slice).ifPresent(
                    it -> suite.problemAt("slices", problems, it.message(), it.nextStep())));
            suite.value().measures().forEach(measure -> asked.wrongMeasure(project, frozen, measure).ifPresent(
                    it -> suite.problemAt("measures", problems, it.message(), it.nextStep())));
        }
    }

    /**
     * A source must not read what a suite was made of, unless the recipe makes that suite's dataset.
     *
     * @param content empty when the file was sent ahead
     */
    void checkSource(String recipe, String path, byte[] content, YamlNode at, Problems problems) {
        if (content.length > 0) {
            suite(recipe, Digest.of(content)).ifPresent(suite -> at.problem(problems, message(path, suite),
                    NEXT_STEP));
        }
    }

    /** The same of files whose content was sent ahead. */
    void checkAhead(String recipe, Map<String, Digest> ahead) {
        Problems problems = new Problems();
        ahead.forEach((path, digest) -> suite(recipe, digest).ifPresent(suite -> problems.add(new Problem("/files/"
                + path.replace("~", "~0").replace("/", "~1"), message(path, suite), NEXT_STEP))));
        problems.throwIfAny("Recipe '" + recipe + "'");
    }

    private static String message(String path, Questions.Frozen suite) {
        return "the frozen suite " + suite + " was made of '" + path + "'";
    }

    private Optional<Questions.Frozen> suite(String recipe, Digest content) {
        SuiteChecks asked = checks;
        return asked == null
                ? Optional.empty()
                : asked.madeOf(project, content).filter(suite -> !suite.name().equals(recipe));
    }
}
