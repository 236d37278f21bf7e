package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.orchestrator.evaluation.measure.VerbatimRuns;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many words in a row an answer repeats of the text that the model was trained on. All arms are held against the same training
 * split, so the base model on the same prompts says what is common to anybody who writes of the subject. The split is read once for
 * thousands of answers. What the arm was given to read (its prompt, the question, what it cites) and the wanted answer are not held
 * against it. Nothing is asked of anybody, so a repetition after a kill costs nothing.
 */
@Component
class Regurgitations {
    /** Answers that are held at once; each has a few hundred words. */
    private static final int PAGE = 20_000;
    private static final String NAME = Measure.REGURGITATION.toString();

    private final JdbcClient jdbc;
    private final Training training;

    Regurgitations(JdbcClient jdbc, Training training) {
        this.jdbc = jdbc;
        this.training = training;
    }

    /** What a model was trained on. */
    interface Training {
        /** Every text of the training split. The caller closes the stream. */
        Stream<String> texts(DatasetVersionRef dataset);
    }

    @Component
    static final class TrainingSplit implements Training {
        private final Datasets datasets;

        TrainingSplit(Datasets datasets) {
            this.datasets = datasets;
        }

        @Override
        public Stream<String> texts(DatasetVersionRef dataset) {
            return datasets.examples(dataset, Split.TRAIN).map(CuratedExample::example).flatMap(
                    example -> example.messages().stream()).map(Message::content);
        }
    }

    private record Open(String arm, String suite, String item, List<String> given, String answer) {}

    /**
     * Measures a page of what is missing.
     *
     * @param arms by their names
     * @return how long to wait before it is called again, or empty when nothing is missing
     */
    Optional<Duration> advance(EvaluationId evaluation, Map<String, EvaluatedArm> arms, List<Recipe.Suite> suites,
            DatasetVersionRef dataset) {
        List<String> wanted = suites.stream().filter(suite -> suite.measures().contains(
                Measure.REGURGITATION)).map(Recipe.Suite::name).toList();
        List<Open> page = wanted.isEmpty() ? List.of() : open(evaluation, wanted);
        if (page.isEmpty()) {
            return Optional.empty();
        }
        VerbatimRuns runs = new VerbatimRuns();
        page.forEach(open -> runs.add(given(open, arms.get(open.arm())), open.answer()));
        try (Stream<String> texts = training.texts(dataset)) {
            texts.forEach(runs::pass);
        }
        List<Integer> longest = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            longest.add(runs.longest(i));
        }
        keep(evaluation, page, longest);
        return Optional.of(Duration.ZERO);
    }

    private static List<String> given(Open open, @Nullable EvaluatedArm arm) {
        return arm == null
                ? open.given()
                : Stream.concat(open.given().stream(), Stream.of(arm.policy().prompt())).toList();
    }

    private void keep(EvaluationId evaluation, List<Open> page, List<Integer> longest) {
        jdbc.sql("""
                update orchestrator.evaluation_result result
                set measures = result.measures || jsonb_build_object(:name, given.value)
                from unnest(cast(:arms as text[]), cast(:suites as text[]), cast(:items as text[]),
                    cast(:values as int[])) as given(arm, suite, item, value)
                where result.evaluation = :evaluation and result.arm = given.arm and result.suite = given.suite
                    and result.item = given.item""").param("name", NAME).param("arms", page.stream().map(
                Open::arm).toArray(String[]::new)).param("suites", page.stream().map(Open::suite).toArray(
                        String[]::new)).param("items", page.stream().map(Open::item).toArray(String[]::new)).param(
                                "values", longest.toArray(Integer[]::new)).param("evaluation",
                                        evaluation.value()).update();
    }

    /** Of an answer that was cut off or held back it counts what came. */
    private List<Open> open(EvaluationId evaluation, List<String> suites) {
        return jdbc.sql("""
                select r.arm, r.suite, r.item, o.answer, array_remove(array[i.content ->> 'question',
                    i.content ->> 'reference'] || array(select cited ->> 'quote' from jsonb_array_elements(
                        coalesce(nullif(o.served -> 'citations', 'null'), '[]')) as cited), null) as given
                from orchestrator.evaluation_result r
                join orchestrator.evaluation_item i on i.project = r.project and i.digest = r.digest
                join orchestrator.evaluation_output o on o.project = r.project and o.arm = r.arm_digest
                    and o.item = r.digest and o.way = :way
                where r.evaluation = :evaluation and r.suite in (:suites) and r.measures is not null
                    and r.measures -> :name is null and coalesce(o.answer, '') <> ''
                order by r.suite, r.item, r.arm limit :limit""").param("way", Way.of(
                Measure.REGURGITATION).toString()).param("evaluation", evaluation.value()).param("suites",
                        suites).param("name", NAME).param("limit", PAGE).query((rs, n) -> new Open(rs.getString("arm"),
                                rs.getString("suite"), rs.getString("item"), List.of((String[]) rs.getArray(
                                        "given").getArray()), rs.getString("answer"))).list();
    }
}
