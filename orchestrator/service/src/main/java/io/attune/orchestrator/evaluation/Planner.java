package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.recipe.Recipe;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes down what an evaluation is to ask: every example of every suite, on every arm. */
@Component
class Planner {
    private static final int BATCH = 500;
    /** What is measured on a suite that nobody said more of. */
    private static final List<Recipe.Measure> USUAL = List.of(Recipe.Measure.FORM, Recipe.Measure.EXACT_VALUE,
            Recipe.Measure.RIGHT_REFUSAL, Recipe.Measure.CITATION_PRECISION, Recipe.Measure.CITATION_RECALL);

    private final Items items;
    private final EvaluationStore store;
    private final SourceStore sources;

    Planner(Items items, EvaluationStore store, SourceStore sources) {
        this.items = items;
        this.store = store;
        this.sources = sources;
    }

    int count(Recipe.Suite suite, DatasetVersionRef dataset) {
        return items.count(suite, dataset);
    }

    /**
     * Of what is planned already nothing is read again. No more examples than a batch are held.
     *
     * @throws PlatformException of code {@code suite-withdrawn} or {@code suite-missing}, also of what is planned already
     */
    void plan(EvaluationId id, ProjectId project, Collection<EvaluatedArm> arms, List<Recipe.Suite> suites,
            DatasetVersionRef dataset) {
        suites.forEach(suite -> items.require(project, suite));
        Set<String> planned = store.planned(id);
        for (Recipe.Suite suite : suites) {
            List<EvaluatedArm> missing = arms.stream().filter(arm -> !planned.contains(EvaluationStore.plan(arm.name(),
                    suite.name()))).toList();
            if (!missing.isEmpty()) {
                plan(id, project, missing, suite, dataset);
            }
        }
    }

    private void plan(EvaluationId id, ProjectId project, List<EvaluatedArm> arms, Recipe.Suite suite,
            DatasetVersionRef dataset) {
        sources.add(id, suite.name(), items.source(suite, dataset));
        try (Stream<Item> questions = items.stream(suite, dataset)) {
            List<Item> batch = new ArrayList<>(BATCH);
            questions.forEachOrdered(item -> {
                batch.add(item);
                if (batch.size() == BATCH) {
                    add(id, project, arms, suite, batch);
                }
            });
            add(id, project, arms, suite, batch);
        }
        arms.forEach(arm -> store.setPlanned(id, EvaluationStore.plan(arm.name(), suite.name())));
    }

    private void add(EvaluationId id, ProjectId project, List<EvaluatedArm> arms, Recipe.Suite suite,
            List<Item> batch) {
        arms.forEach(arm -> store.add(id, project, arm.name(), arm.digest(), suite.name(), batch));
        batch.clear();
    }

    /** A suite by its name in a recipe, or a frozen one by its name and number. */
    Recipe.Suite suite(@Nullable Recipe recipe, String name, List<String> measures) {
        if (recipe != null) {
            for (Recipe.Suite suite : recipe.evaluation().suites()) {
                if (suite.name().equals(name)) {
                    return suite;
                }
            }
        }
        try {
            return new Recipe.Suite(name, Recipe.Questions.Frozen.parse(name), measures(measures));
        } catch (IllegalArgumentException e) {
            String known = recipe == null
                    ? ""
                    : String.join(", ", recipe.evaluation().suites().stream().map(Recipe.Suite::name).toList());
            throw new PlatformException(ErrorCode.INVALID_INPUT, "There is no suite '" + name + "'",
                    (known.isEmpty() ? "" : "The recipe has " + known + ". ")
                            + "Frozen ones are shown by: attune suite list",
                    e);
        }
    }

    /** Measures by their names; the usual ones for none. */
    static List<Recipe.Measure> measures(List<String> names) {
        return names.isEmpty() ? USUAL : names.stream().map(Planner::measure).toList();
    }

    private static Recipe.Measure measure(String name) {
        for (Recipe.Measure measure : Recipe.Measure.values()) {
            if (measure.toString().equals(name)) {
                return measure;
            }
        }
        throw new PlatformException(ErrorCode.INVALID_INPUT, "There is no measure '" + name + "'", "Known are "
                + String.join(", ", Stream.of(Recipe.Measure.values()).map(Recipe.Measure::toString).toList()) + ".");
    }
}
