package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Map;

import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.Recipe.Budget;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Promotion;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Inheritance;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shapes;
import io.attune.orchestrator.recipe.text.YamlNode;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.orchestrator.recipe.timing.ScheduleShape;

/** How a recipe is written: its keys in the order the work happens. */
final class RecipeShape {
    static final Field<String> EXTENDS = Field.optional(Inheritance.KEY, Shapes.text(),
            "One file whose keys hold where this one says nothing; 'inherited' in a list stands for its entries.");
    static final Field<String> RECIPE = Field.required("recipe", Shapes.name(),
            "The name of the model line, its model and its deployment.");
    static final Field<String> DESCRIPTION = Field.optional("description", Shapes.text(), "What the model is for.");
    static final Field<String> OWNER = Field.optional("owner", Shapes.text(), "Asked when a step needs a person.");
    static final Field<Map<String, String>> LABELS = Field.optional("labels", Shapes.map(Shapes.text(), "labels"),
            "Copied to every charge and to the provider's job.");
    static final Field<DataPolicy> DATA = Field.optional("data", DataShape.DATA,
            "What kind of data it is, and where copies may lie.");
    static final Field<YamlNode> SOURCES = Field.required("sources", CurationShape.SOURCES,
            "Where examples come from.");
    static final Field<YamlNode> STEPS = Field.optional("steps", CurationShape.STEPS,
            "Curation, in order; normalize, validate, redact, exact-duplicates unless said.");
    static final Field<YamlNode> TOKENS = Field.optional("tokens", CurationShape.TOKENS,
            "Whose tokens are counted; cl100k_base unless said.");
    static final Field<YamlNode> SPLIT = Field.optional("split", CurationShape.SPLIT,
            "What is held out; 5% to watch the training and 10% to test unless said.");
    static final Field<EvaluationShape.Written> EVALUATION = Field.optional("evaluation", EvaluationShape.EVALUATION,
            "What is measured, and on whom.");
    static final Field<EvaluationShape.WrittenFirst> RETRIEVAL_FIRST = Field.optional("retrievalFirst",
            EvaluationShape.RETRIEVAL_FIRST, "Measured before training money is spent.");
    static final Field<List<Located<Gate>>> GATES = Field.optional("gates", GateShape.GATES,
            "All must hold for a version to be promoted.");
    static final Field<Targets.Choose> CHOOSE = Field.optional("choose", TargetShape.CHOOSE,
            "Which of several targets are trained: first (the next only where one cannot), best or all.");
    static final Field<List<Located<TargetShape.Written>>> TARGETS = Field.required("targets", TargetShape.TARGETS,
            "Where the model is trained.");
    static final Field<Targets.Unchanged> UNCHANGED = Field.optional("unchanged", TargetShape.UNCHANGED,
            "What becomes of a training that would repeat the version in service; skip unless said.");
    static final Field<Budget> BUDGET = Field.required("budget", TargetShape.BUDGET, "What it may cost.");
    static final Field<Promotion> PROMOTION = Field.optional("promotion", TargetShape.PROMOTION,
            "How a version becomes the one that is served.");
    static final Field<Located<Knowledge>> KNOWLEDGE = Field.optional("knowledge",
            Located.of(KnowledgeShape.KNOWLEDGE), "What the deployed model is paired with.");
    static final Field<KnowledgeShape.WrittenAnswers> ANSWERS = Field.optional("answers", KnowledgeShape.ANSWERS,
            "How questions are answered.");
    static final Field<Schedule> SCHEDULE = Field.optional("schedule", ScheduleShape.SCHEDULE,
            "When the recipe starts by itself.");

    static final ObjectShape<Fields> WHOLE = new ObjectShape<>("a recipe",
            List.of(RECIPE, DESCRIPTION, OWNER, LABELS, DATA, SOURCES, STEPS, TOKENS, SPLIT, EVALUATION,
                    RETRIEVAL_FIRST,
                    GATES, CHOOSE, TARGETS, UNCHANGED, BUDGET, PROMOTION, KNOWLEDGE, ANSWERS, SCHEDULE, EXTENDS),
            (f, problems) -> f);

    private RecipeShape() {}
}
