package io.attune.orchestrator.evaluation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Evaluations by themselves as rows, and what is read of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneStoreIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @TempDir
    static Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private EnginePlatform platform;
    private StandaloneStore rows;

    @BeforeAll
    void start() {
        platform = new EnginePlatform(folder, clock);
        rows = new StandaloneStore(platform.jdbc, clock);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void an_evaluation_is_added_once_for_a_key_claimed_by_one_and_followed_when_that_one_died() {
        EvaluationWish wish = new EvaluationWish("m@1", List.of("s"), List.of("champion"), List.of(), Money.of("2",
                "USD"));
        StandaloneStore.Row added = rows.add(EvaluationId.of(new UUID(0x7000L, 1)), PROJECT, wish, "ann", "k");
        assertThat(added.wish()).isEqualTo(wish);
        assertThat(rows.add(EvaluationId.of(new UUID(0x7000L, 2)), PROJECT, wish, "ann", "k").id()).isEqualTo(
                added.id());

        StandaloneStore.Row dead = rows.claim(Duration.ofMinutes(1)).orElseThrow();
        assertThat(rows.claim(Duration.ofMinutes(1))).isEmpty();
        clock.advance(Duration.ofMinutes(2));
        StandaloneStore.Row alive = rows.claim(Duration.ofMinutes(1)).orElseThrow();

        rows.end(dead, StandaloneStore.State.FAILED, null);
        assertThat(rows.find(PROJECT, added.id()).orElseThrow().state()).isEqualTo(StandaloneStore.State.RUNNING);
        rows.putOff(alive, Duration.ofSeconds(5), new StandaloneStore.Trouble("c", "m", "n"));
        assertThat(rows.claim(Duration.ofMinutes(1))).isEmpty();
        rows.requestCancel(PROJECT, added.id());
        StandaloneStore.Row asked = rows.claim(Duration.ofMinutes(1)).orElseThrow();
        assertThat(asked.cancelRequested()).isTrue();
        assertThat(asked.problem()).isEqualTo(new StandaloneStore.Trouble("c", "m", "n"));
        rows.end(asked, StandaloneStore.State.CANCELLED, null);
        assertThat(rows.list(PROJECT, null, 10)).extracting(StandaloneStore.Row::state).contains(
                StandaloneStore.State.CANCELLED);
    }

    @Test
    void an_evaluation_of_a_run_stands_as_its_run_does() {
        assertThat(ofRun(1, "TRAINING", "{}")).isEqualTo(StandaloneStore.State.RUNNING);
        assertThat(ofRun(2, "EVALUATING", "{}")).isEqualTo(StandaloneStore.State.RUNNING);
        assertThat(ofRun(3, "REGISTERING", "{\"Gates\": {\"passed\": true, \"results\": []}}")).isEqualTo(
                StandaloneStore.State.SUCCEEDED);
        assertThat(ofRun(4, "SUCCEEDED", "{\"Plan\": {\"train\": false, \"reason\": \"\"}}")).isEqualTo(
                StandaloneStore.State.SUCCEEDED);
        assertThat(ofRun(5, "FAILED", "{\"Plan\": {\"train\": true, \"reason\": \"\"}}")).isEqualTo(
                StandaloneStore.State.FAILED);
        assertThat(ofRun(6, "CANCELLED", "{}")).isEqualTo(StandaloneStore.State.CANCELLED);
        assertThat(ofRun(7, "FAILED", "{\"Gates\": {\"passed\": true, \"results\": []}}")).as(
                "it was measured before the run failed").isEqualTo(StandaloneStore.State.SUCCEEDED);
        assertThat(rows.claim(Duration.ofMinutes(1))).as("runs carry their own").isEmpty();
    }

    private StandaloneStore.State ofRun(int number, String state, String facts) {
        RunId run = RunId.of(new UUID(0x7000L, 100 + number));
        platform.jdbc.sql(
                "insert into orchestrator.run (id, project, recipe, recipe_version, started_by, idempotency_key,"
                        + " state, facts, due_at, created_at, updated_at) values (?, ?, 'm', 1, 'ann', ?, ?, cast(? as jsonb),"
                        + " now(), now(), now())").params(run.value(), PROJECT.value(), "run " + number, state,
                                facts).update();
        EvaluationId id = EvaluationId.of(run);
        platform.jdbc.sql("insert into orchestrator.evaluation (id, project, run, subject, state, started_by,"
                + " idempotency_key, due_at, created_at, updated_at) values (?, ?, ?, 'm', 'RUNNING', 'ann', ?, now(), now(),"
                + " now())").params(id.value(), PROJECT.value(), run.value(), "of " + run).update();
        assertThat(rows.list(PROJECT, null, 100)).extracting(StandaloneStore.Row::id).contains(id);
        return rows.find(PROJECT, id).orElseThrow().state();
    }

    @Test
    void two_arms_are_compared_example_by_example_and_everything_is_exported() throws IOException {
        EvaluatedArm whole = platform.arm("whole", "compared");
        EvaluatedArm cut = new EvaluatedArm("cut", whole.connection(), whole.model(), whole.asked(), whole.baseModel(),
                true, null, 0, new EvaluatedArm.Policy("compared", "I don't know.", 2, 0));
        Engine.Job job = platform.job("compared", 3, whole, cut);
        platform.complete(platform.engine(2), job);
        EvaluatedAnswers answers = new EvaluatedAnswers(platform.store, platform.outputs);

        EvaluatedAnswers.Compared compared = answers.compare(PROJECT, new EvaluatedAnswers.Side(job.evaluation(),
                "cut"),
                new EvaluatedAnswers.Side(job.evaluation(), "whole"), null, true, null, 2);
        assertThat(compared.items()).hasSize(2).allSatisfy(pair -> {
            assertThat(pair.base().outcome()).isEqualTo("TRUNCATED");
            assertThat(pair.head().outcome()).isEqualTo("ANSWERED");
            assertThat(pair.changed()).containsEntry("form", 1.0);
        });
        assertThat(answers.compare(PROJECT, new EvaluatedAnswers.Side(job.evaluation(), "cut"),
                new EvaluatedAnswers.Side(job.evaluation(), "whole"), null, true, compared.nextCursor(),
                2).items()).hasSize(1);

        EvaluationExport export = new EvaluationExport(answers);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        export.write(PROJECT, job.evaluation(), EvaluationExport.Format.JSONL, lines);
        assertThat(lines.toString(StandardCharsets.UTF_8).lines()).hasSize(6);
        ByteArrayOutputStream xml = new ByteArrayOutputStream();
        export.write(PROJECT, job.evaluation(), EvaluationExport.Format.JUNIT, xml);
        assertThat(xml.toString(StandardCharsets.UTF_8)).contains("<testsuite name=\"cut suite\">",
                "<failure type=\"TRUNCATED\" message=\"form 0.0\">", "</testsuites>");
    }
}
