package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Map;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Bound;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Evaluation;
import io.attune.orchestrator.recipe.Recipe.Feed;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SourceSpec;

/**
 * What a recipe means where it says nothing: the safe choice. The model is paired with the knowledge it was trained on,
 * held-out examples are asked, the base model with its knowledge is tried first, and a tuned model must beat the base.
 */
final class RecipeDefaults {
    static final String PROMPT = "Answer the question briefly and exactly. Say so when you do not know.";
    static final String ABSTENTION = "I have no support for an answer to that in the knowledge I was given.";

    private static final String SUITE = "held-out";
    private static final double ENOUGH = 0.95;

    private RecipeDefaults() {}

    static Knowledge knowledge(String recipe, CurationPlan curation) {
        List<Feed> feeds = curation.sources().stream().filter(SourceSpec.SpringMetadata.class::isInstance).map(
                SourceSpec.SpringMetadata.class::cast).map(s -> new Feed(s.artifacts(), s.version())).toList();
        return new Knowledge.Base(recipe, feeds);
    }

    static List<Arm> arms(Knowledge knowledge) {
        return knowledge instanceof Knowledge.Base ? Arm.EVALUATED : List.of(Arm.BASE, Arm.TUNED);
    }

    static List<Suite> suites(Knowledge knowledge) {
        List<Measure> measures = knowledge instanceof Knowledge.Base
                ? List.of(Measure.LOSS, Measure.FORM, Measure.CITATION_RECALL)
                : List.of(Measure.LOSS, Measure.FORM);
        return List.of(new Suite(SUITE, new Questions.Held("test", Map.of(), 200), measures));
    }

    /** Every share that the suites measure on a model with its knowledge; nothing where there is no knowledge. */
    static List<Bound> enough(Knowledge knowledge, Evaluation evaluation) {
        if (knowledge instanceof Knowledge.None || !evaluation.arms().contains(Arm.BASE_RETRIEVAL)) {
            return List.of();
        }
        return evaluation.suites().stream().flatMap(suite -> suite.measures().stream().filter(
                measure -> measure.isShare() && measure.higherIsBetter()).map(measure -> new Bound(suite.name(),
                        measure, ENOUGH))).toList();
    }

    /** The tuned model's loss beats the base model's wherever loss is measured. */
    static List<Gate> gates(Evaluation evaluation) {
        if (!evaluation.arms().containsAll(List.of(Arm.BASE, Arm.TUNED))) {
            return List.of();
        }
        return evaluation.suites().stream().filter(suite -> suite.measures().contains(Measure.LOSS)).map(
                suite -> new Gate(suite.name(), Measure.LOSS, Arm.TUNED, new Condition.BetterThan(Arm.BASE))).toList();
    }
}
