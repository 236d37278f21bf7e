package io.attune.orchestrator.recipe;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Bound;
import io.attune.orchestrator.recipe.Recipe.Judge;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst.Then;
import io.attune.orchestrator.recipe.Recipe.Suite;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import org.jspecify.annotations.Nullable;

/** How a recipe writes what is measured and what must be reached. */
final class EvaluationShape {
    private static final int QUESTIONS_DEFAULT = 200;

    /** What was written under {@code evaluation}; an absent part is null. */
    record Written(@Nullable List<Arm> arms, @Nullable Map<String, Located<Questioned>> suites,
            @Nullable Integer minimum, @Nullable Double level) {}

    /** A suite before it knows its name. */
    record Questioned(Questions questions, List<Measure> measures, List<String> slices,
            @Nullable Located<JudgeShape.Written> judge) {}

    /** What was written under {@code retrievalFirst}; an absent part is null. */
    record WrittenFirst(@Nullable List<Located<Bound>> enough, @Nullable Then then) {}

    private static final Shape<Measure> MEASURE = Shapes.oneOf("measure", List.of(Measure.values()));
    private static final Shape<Arm> ARM = Shapes.oneOf("arm", Arm.EVALUATED);
    private static final Shape<BigDecimal> BOUND = Shapes.decimal("0", "1000");

    private static final Field<Questions.Frozen> DATASET = Field.optional("dataset",
            Shapes.parsed(Questions.Frozen::parse, "Write a name and a number, such as tone-pairs@4."),
            "The frozen dataset version to ask, such as tone-pairs@4; the training data is decontaminated against it.");
    private static final Field<String> SPLIT = Field.optional("split",
            Shapes.oneOf("split", List.of("test", "validation")),
            "The held-out examples of the run's own dataset version to ask.");
    private static final Field<Map<String, String>> WHERE = Field.optional("where",
            Shapes.map(Shapes.text(), "attribute values"), "Attribute values an example must have.");
    private static final Field<Integer> AT_MOST = Field.optional("atMost", Shapes.whole(1, 100_000),
            "The number of examples asked, chosen by digest; 200 unless said.");
    private static final Field<Integer> INVENTED = Field.optional("invented", Shapes.whole(1, 10_000),
            "The number of questions about names that the knowledge base does not have.");
    private static final List<Field<?>> ORIGINS = List.of(DATASET, SPLIT, INVENTED);
    private static final Field<List<Measure>> MEASURES = Field.required("measures",
            Shapes.list(MEASURE, "measures", 1), "What is measured on each answer.");

    private static final Field<List<String>> SLICES = Field.optional("slices",
            Shapes.list(Shapes.text(), "attributes", 0),
            "Attributes of the examples by whose values the report tells results apart.");

    private static final Field<Located<JudgeShape.Written>> JUDGE = Field.optional("judge", JudgeShape.JUDGE,
            "The model that says which of two answers is better, for win-rate.");

    private static final Field<List<Arm>> ARMS = Field.optional("arms", Shapes.list(ARM, "arms", 1),
            "Who is asked; all four unless said.");
    private static final Field<Map<String, Located<Questioned>>> SUITES = Field.optional("suites",
            Shapes.map(Located.of(new ObjectShape<>("a suite", List.of(DATASET, SPLIT, WHERE, AT_MOST,
                    INVENTED, MEASURES, SLICES, JUDGE),
                    EvaluationShape::questioned)), "suites"),
            "Sets of questions by name.");
    private static final Field<Integer> MINIMUM = Field.optional("minimum", Shapes.whole(1, 100_000),
            "How many examples a gate needs before it decides anything; 30 unless said.");
    private static final Field<Double> LEVEL = Field.optional("level", GateShape.LEVEL,
            "How sure the intervals are that gates are decided by; 95% unless said.");
    static final Shape<Written> EVALUATION = new ObjectShape<>("evaluation", List.of(ARMS, SUITES, MINIMUM, LEVEL),
            (f, problems) -> new Written(f.find(ARMS), f.find(SUITES), f.find(MINIMUM), f.find(LEVEL)));

    private static final Field<String> SUITE = Field.required("suite", Shapes.name(), "The name of a suite.");
    private static final Field<Measure> OF = Field.required("measure", MEASURE, "One of the suite's measures.");
    private static final Field<BigDecimal> REACH = Field.required("atLeast", BOUND, "The value to reach.");
    private static final Field<List<Located<Bound>>> ENOUGH = Field.optional("enough",
            Shapes.list(Located.of(new ObjectShape<>("a bound", List.of(SUITE, OF, REACH),
                    (f, problems) -> new Bound(f.get(SUITE), f.get(OF), f.get(REACH).doubleValue()))), "bounds", 0),
            "What the base model with its knowledge must reach to suffice; all of it.");
    private static final Field<Then> THEN = Field.optional("then",
            Shapes.oneOf("verdict", Map.of("stop", Then.STOP, "ask", Then.ASK, "continue", Then.CONTINUE)),
            "What to do when it suffices: stop (unless said otherwise), ask or continue.");
    static final Shape<WrittenFirst> RETRIEVAL_FIRST = new ObjectShape<>("retrievalFirst", List.of(ENOUGH, THEN),
            (f, problems) -> new WrittenFirst(f.find(ENOUGH), f.find(THEN)));

    private EvaluationShape() {}

    private static @Nullable Questioned questioned(Fields f, Problems problems) {
        List<String> origins = ORIGINS.stream().filter(f::has).map(Field::key).toList();
        if (origins.size() != 1) {
            f.node().problem(problems, origins.isEmpty()
                    ? "the suite does not say where its questions come from"
                    : "the suite has " + (origins.size() == 2 ? "both '" : "all of '") + String.join("' and '", origins)
                            + "'",
                    "Write either 'dataset: tone-pairs@4', 'split: test' or 'invented: 20'.");
            return null;
        }
        if (!f.has(SPLIT) && (f.has(WHERE) || f.has(AT_MOST))) {
            f.node().problem(problems, "'where' and 'atMost' choose among held-out examples, and this suite "
                    + (f.has(INVENTED) ? "invents its questions" : "asks everything that was frozen"),
                    "Leave them out.");
        }
        return new Questioned(questions(f), f.get(MEASURES), f.get(SLICES, List.of()).stream().distinct().toList(),
                f.find(JUDGE));
    }

    private static Questions questions(Fields f) {
        Questions.Frozen frozen = f.find(DATASET);
        Integer invented = f.find(INVENTED);
        if (frozen != null) {
            return frozen;
        }
        return invented == null
                ? new Questions.Held(f.get(SPLIT, "test"), f.get(WHERE, Map.of()), f.get(AT_MOST, QUESTIONS_DEFAULT))
                : new Questions.Invented(invented);
    }

    /** The suites with their names. */
    static List<Suite> named(Map<String, Located<Questioned>> suites, Function<JudgeShape.Written, Judge> judges) {
        List<Suite> named = new ArrayList<>();
        suites.forEach((name, suite) -> {
            Located<JudgeShape.Written> judge = suite.value().judge();
            named.add(new Suite(name, suite.value().questions(), suite.value().measures(), suite.value().slices(),
                    judge == null ? null : judges.apply(judge.value())));
        });
        return named;
    }
}
