package io.attune.orchestrator.recipe;

import java.util.List;

import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;

/** How a recipe writes the judge of a suite. */
final class JudgeShape {
    private static final int SAMPLE_DEFAULT = 50;

    private static final Field<Located<String>> CONNECTION = Field.required("connection", Located.of(Shapes.text()),
            "The connection the judge is asked at.");
    private static final Field<Located<String>> MODEL = Field.required("model", Located.of(Shapes.text()),
            "The model that judges; better not one that is judged.");
    private static final Field<Located<String>> RUBRIC = Field.required("rubric", Located.of(Shapes.text()),
            "The path of a file beside the recipe: what makes an answer better.");
    private static final Field<Integer> SAMPLE = Field.optional("humanSample", Shapes.whole(0, 10_000),
            "How many judged pairs people are to label, to know how far the judge agrees with them; 50 unless said.");
    static final Shape<Located<Written>> JUDGE = Located.of(new ObjectShape<>("a judge", List.of(CONNECTION, MODEL,
            RUBRIC, SAMPLE), (f, problems) -> new Written(f.get(CONNECTION), f.get(MODEL), f.get(RUBRIC), f.get(SAMPLE,
                    SAMPLE_DEFAULT))));

    private JudgeShape() {}

    /** A judge before its rubric's file was read. */
    record Written(Located<String> connection, Located<String> model, Located<String> rubric, int humanSample) {}
}
