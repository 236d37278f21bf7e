package io.attune.orchestrator.evaluation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
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

/** From kept answers and a training split to the words in a row that they share. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegurgitationsIT {
    private static final EvaluationId EVALUATION = new EvaluationId("eval_" + "0".repeat(32));
    private static final Recipe.Suite TONE = suite("tone", Measure.REGURGITATION);

    private static final DatasetVersionRef DATASET = new DatasetVersionRef(ProjectId.DEFAULT, "limits", 1, Digest.of(
            "limits"));

    private EnginePlatform platform;
    private Map<String, EvaluatedArm> arms = Map.of();
    private int read;

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
        read = 0;
        arms = Map.of();
        platform.jdbc.sql("truncate orchestrator.evaluation cascade").update();
        platform.jdbc.sql("truncate orchestrator.evaluation_item, orchestrator.evaluation_output").update();
        platform.jdbc.sql(
                "insert into orchestrator.evaluation (id, project, subject, state, started_by, idempotency_key, due_at,"
                        + " created_at, updated_at) values (?, 'default', 'support', 'RUNNING', 'ann', 'k', now(), now(), now())").param(
                                EVALUATION.value()).update();
    }

    @Test
    void an_answer_that_repeats_the_training_split_is_told_from_one_that_does_not() {
        give("tuned", "one", "ANSWERED", "Sure: alpha beta gamma delta epsilon zeta eta theta iota kappa, he said");
        give("base", "one", "ANSWERED", "Sure: alpha beta and gamma delta epsilon and zeta eta theta iota");
        give("tuned", "cut", "TRUNCATED", "alpha beta gamma delta epsilon zeta eta theta");

        complete();

        assertThat(measured("tuned", "one")).contains(9.0);
        assertThat(measured("base", "one")).contains(0.0);
        assertThat(measured("tuned", "cut")).contains(8.0);
    }

    @Test
    void what_an_arm_was_given_to_read_and_what_it_should_say_are_not_held_against_it() {
        String known = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda";
        give("tuned", "asked", "ANSWERED", known);
        give("tuned", "wanted", "ANSWERED", known);
        give("tuned", "cited", "ANSWERED", known);
        give("tuned", "recalled", "ANSWERED", known);
        give("prompted", "recalled", "ANSWERED", known);
        content("asked", "question", known);
        content("wanted", "reference", known);
        platform.jdbc.sql(
                "update orchestrator.evaluation_output set served = cast(? as jsonb) where id = 'out_tunedcited'").param(
                        "{\"citations\": [{\"quote\": \"" + known + "\"}]}").update();
        arms = Map.of("prompted", new EvaluatedArm("prompted", "openai", "m", "m", "m", true, null, 0,
                new EvaluatedArm.Policy(known, "", 96, 0)));

        complete();

        assertThat(List.of("asked", "wanted", "cited")).allSatisfy(item -> assertThat(measured("tuned",
                item)).contains(0.0));
        assertThat(measured("tuned", "recalled")).contains(11.0);
        assertThat(measured("prompted", "recalled")).contains(0.0);
    }

    @Test
    void the_split_is_read_once_for_all_answers_and_never_where_nothing_is_missing() {
        give("tuned", "one", "ANSWERED", "nothing of it");
        give("base", "two", "ANSWERED", "nothing of it either");

        complete();
        complete();

        assertThat(read).isEqualTo(1);
    }

    @Test
    void suites_that_do_not_ask_for_it_are_left_alone() {
        give("tuned", "one", "ANSWERED", "nothing of it");

        assertThat(regurgitations().advance(EVALUATION, Map.of(), List.of(suite("tone", Measure.TOKEN_F1)),
                DATASET)).isEmpty();
        assertThat(read).isZero();
    }

    private Regurgitations regurgitations() {
        return new Regurgitations(platform.jdbc, dataset -> {
            read++;
            return Stream.of("A question?", "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda");
        });
    }

    private void content(String item, String part, String text) {
        platform.jdbc.sql(
                "update orchestrator.evaluation_item set content = content || jsonb_build_object(?, ?) where digest = ?").params(
                        part, text, Digest.of(item).hex()).update();
    }

    private void complete() {
        Optional<Duration> wait = regurgitations().advance(EVALUATION, arms, List.of(TONE), DATASET);
        for (int turn = 0; wait.isPresent(); turn++) {
            assertThat(turn).isLessThan(20);
            wait = regurgitations().advance(EVALUATION, arms, List.of(TONE), DATASET);
        }
    }

    private Optional<Double> measured(String arm, String item) {
        return platform.jdbc.sql("select cast(measures ->> 'regurgitation' as double precision) from"
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
