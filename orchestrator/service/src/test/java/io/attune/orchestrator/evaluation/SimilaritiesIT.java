package io.attune.orchestrator.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** From kept answers to their nearness to the reference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimilaritiesIT {
    private static final EvaluationId EVALUATION = new EvaluationId("eval_" + "0".repeat(32));
    private static final Recipe.Suite TONE = suite("tone", Measure.SEMANTIC_SIMILARITY, Measure.TOKEN_F1);

    private EnginePlatform platform;
    private final List<String> embedded = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path folder) {
        platform = new EnginePlatform(folder, new TestClock(Instant.parse("2026-01-01T00:00:00Z")));
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @BeforeEach
    void anEvaluation() {
        embedded.clear();
        platform.jdbc.sql("truncate orchestrator.evaluation cascade").update();
        platform.jdbc.sql("truncate orchestrator.evaluation_item, orchestrator.evaluation_output").update();
        platform.jdbc.sql(
                "insert into orchestrator.evaluation (id, project, subject, state, started_by, idempotency_key, due_at,"
                        + " created_at, updated_at) values (?, 'default', 'support', 'RUNNING', 'ann', 'k', now(), now(), now())").param(
                                EVALUATION.value()).update();
    }

    @Test
    void an_answer_is_as_near_as_the_cosine_of_its_embedding_to_the_references() {
        give("base", "same", "ANSWERED", "north");
        give("base", "aside", "ANSWERED", "north-east");
        give("base", "other", "ANSWERED", "south");

        complete(this::compass);

        assertThat(measured("base", "same")).contains(1.0);
        assertThat(measured("base", "aside").orElseThrow()).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat(measured("base", "other")).as("opposite").contains(0.0);
    }

    @Test
    void each_text_is_embedded_once_for_all_arms_that_said_it() {
        give("base", "same", "ANSWERED", "north");
        give("tuned", "same", "ANSWERED", "north");

        complete(this::compass);

        assertThat(embedded).containsExactly("north");
        assertThat(measured("tuned", "same")).contains(1.0);
    }

    @Test
    void what_is_no_answer_is_left_with_the_worst_value_that_it_has() {
        give("base", "late", "TIMED_OUT", "");
        give("base", "declined", "ABSTAINED", "I don't know.");

        complete(this::compass);

        assertThat(embedded).isEmpty();
    }

    @Test
    void an_answer_of_nothing_is_near_to_nothing() {
        give("base", "blank", "ANSWERED", " ");

        complete(this::compass);

        assertThat(measured("base", "blank")).contains(0.0);
    }

    @Test
    void while_the_runtime_cannot_say_it_is_asked_again() {
        give("base", "same", "ANSWERED", "north");
        Similarities similarities = new Similarities(platform.jdbc, (project, texts) -> {
            throw new NotAnswered(NotAnswered.Why.FAULT, "not loaded yet", null, null);
        });

        assertThat(similarities.advance(EVALUATION, ProjectId.DEFAULT, List.of(TONE))).hasValueSatisfying(
                wait -> assertThat(wait).isPositive());
        complete(this::compass);
        assertThat(measured("base", "same")).contains(1.0);
    }

    @Test
    void a_runtime_that_leaves_texts_out_is_not_believed() {
        give("base", "same", "ANSWERED", "south");
        Similarities similarities = new Similarities(platform.jdbc, (project, texts) -> List.of());

        assertThatThrownBy(() -> similarities.advance(EVALUATION, ProjectId.DEFAULT, List.of(TONE))).isInstanceOf(
                PlatformException.class).hasMessageContaining("0 vectors for 2 texts");
    }

    @Test
    void nothing_is_embedded_for_suites_that_do_not_ask_for_it() {
        give("base", "same", "ANSWERED", "north");
        Similarities similarities = new Similarities(platform.jdbc, this::compass);

        assertThat(similarities.advance(EVALUATION, ProjectId.DEFAULT, List.of(suite("tone",
                Measure.TOKEN_F1)))).isEmpty();
        assertThat(embedded).isEmpty();
    }

    /** Places texts on a compass. */
    private List<float[]> compass(ProjectId project, List<String> texts) {
        embedded.addAll(texts);
        float half = (float) Math.sqrt(0.5);
        return texts.stream().map(text -> switch (text) {
            case "north" -> new float[]{0, 1};
            case "north-east" -> new float[]{half, half};
            default -> new float[]{0, -1};
        }).toList();
    }

    private void complete(Similarities.Embedder embedder) {
        Similarities similarities = new Similarities(platform.jdbc, embedder);
        Optional<Duration> wait = similarities.advance(EVALUATION, ProjectId.DEFAULT, List.of(TONE));
        for (int turn = 0; wait.isPresent(); turn++) {
            assertThat(turn).isLessThan(20);
            wait = similarities.advance(EVALUATION, ProjectId.DEFAULT, List.of(TONE));
        }
    }

    private Optional<Double> measured(String arm, String item) {
        return platform.jdbc.sql("select cast(measures ->> 'semantic-similarity' as double precision) from"
                + " orchestrator.evaluation_result where arm = ? and item = ?").params(arm, item).query(
                        Double.class).optional();
    }

    private static Recipe.Suite suite(String name, Measure... measures) {
        return new Recipe.Suite(name, new Recipe.Questions.Frozen("limits", 1), List.of(measures), List.of(), null);
    }

    private void give(String arm, String item, String outcome, String answer) {
        String digest = Digest.of(item).hex();
        String armDigest = Digest.of(arm).hex();
        platform.jdbc.sql(
                "insert into orchestrator.evaluation_item values ('default', ?, cast(? as jsonb)) on conflict do nothing").params(
                        digest, "{\"id\": \"" + item
                                + "\", \"question\": \"Where to?\", \"reference\": \"north\"}").update();
        platform.jdbc.sql(
                "insert into orchestrator.evaluation_result (evaluation, arm, suite, item, project, arm_digest, digest,"
                        + " outcome, measures) values (?, ?, 'tone', ?, 'default', ?, ?, ?, '{}')").params(
                                EVALUATION.value(), arm, item, armDigest, digest, outcome).update();
        platform.jdbc.sql(
                "insert into orchestrator.evaluation_output (id, project, arm, item, way, evaluation, arm_name, suite,"
                        + " outcome, asked_at, answer) values (?, 'default', ?, ?, 'runtime', ?, ?, 'tone', ?, now(), ?)").params(
                                "out_" + arm + item, armDigest, digest, EVALUATION.value(), arm, outcome,
                                answer).update();
    }
}
