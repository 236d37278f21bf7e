package io.attune.cli.acceptance;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Runs during which PostgreSQL, S3, the provider and its trainer are killed, with the platform and without it. */
class EverythingKilledIT {
    private static final Duration RUN_MAX = Duration.ofMinutes(5);
    /** Enough steps to be killed amid them. */
    private static final int EPOCHS = 50;

    @TempDir
    static Path root;
    static Machine machine;

    @BeforeAll
    static void start() throws Exception {
        machine = new Machine(root);
        machine.up();
        WriteHold.prepare(machine.sandbox(), "dataset.curation_part", "true");
        WriteHold.prepare(machine.sandbox(), "orchestrator.evaluation_result", "new.arm like 'tuned%'");
    }

    @AfterAll
    static void nothing_is_orphaned() {
        try (Machine ending = machine) {
            ending.down();
            assertThat(ending.leftovers()).isEmpty();
        }
    }

    @Test
    void a_run_during_which_everything_is_killed_thrice_ends_with_one_paid_job_and_nothing_lost() throws Exception {
        apply("all");
        WriteHold amidCuration = WriteHold.begin(machine.sandbox());
        String run = begin("all");
        amidCuration.awaitHeld();
        machine.killEverything();
        machine.up();

        awaitTraining(run);
        machine.killEverything();
        JsonNode before = machine.sandbox();
        CompletableFuture<WriteHold> amidEvaluation = CompletableFuture.supplyAsync(() -> WriteHold.begin(before));
        machine.up();
        amidEvaluation.join().awaitHeld();
        machine.killEverything();
        machine.up();

        JsonNode ended = awaitEnd(run);
        assertAllIsWell(ended);
        assertThat(digest(ended)).as("the digest of an undisturbed build").isEqualTo(undisturbedDigest());
    }

    @Test
    void a_platform_that_lives_goes_on_when_what_it_stands_on_was_killed() throws Exception {
        long platform = machine.platformPid();
        apply("foundations");
        WriteHold amidCuration = WriteHold.begin(machine.sandbox());
        String run = begin("foundations");
        amidCuration.awaitHeld();
        machine.killPostgres();

        awaitTraining(run);
        machine.killTrainer();
        machine.killPostgres();
        WriteHold amidEvaluation = WriteHold.begin(machine.sandbox());
        amidEvaluation.awaitHeld();
        machine.killSandbox();
        machine.up();

        assertAllIsWell(awaitEnd(run));
        assertThat(machine.platformPid()).as("the platform's process").isEqualTo(platform);
    }

    private static void apply(String recipe) throws IOException {
        machine.api().post("/api/v1/recipes", Json.object().put("yaml", TinyRecipe.yaml(recipe, EPOCHS)).set("files",
                Json.object()));
    }

    private static String begin(String recipe) throws IOException {
        return Json.text(machine.api().post("/api/v1/runs", Json.object().put("recipe", recipe), Map.of(
                ApiClient.IDEMPOTENCY_KEY, "intent-" + recipe)), "/id");
    }

    /** The run as the API tells it; while the API cannot tell, nothing. */
    private static JsonNode look(String run) throws IOException {
        try {
            return machine.api().get("/api/v1/runs/" + run);
        } catch (CliException e) {
            return Json.object();
        }
    }

    /** Until the provider has a checkpoint and goes on. */
    private static void awaitTraining(String run) {
        await().atMost(RUN_MAX).pollInterval(Duration.ofMillis(50)).until(() -> {
            JsonNode now = look(run);
            assertThat(now.path("ended").asBoolean(false)).as("ended early: %s%n%s", now, machine.log(
                    "platform")).isFalse();
            String job = Json.text(now, "/job/id");
            return !job.isEmpty() && !machine.provider("/fine_tuning/jobs/" + job + "/checkpoints").path(
                    "data").isEmpty();
        });
        assertThat(jobs(run).path(0).path("status").asString()).as("the job when it is disturbed").isEqualTo("running");
    }

    private static JsonNode awaitEnd(String run) {
        return await().atMost(RUN_MAX).pollInterval(Duration.ofMillis(200)).until(() -> look(run), now -> now.path(
                "ended").asBoolean(false));
    }

    private static JsonNode jobs(String run) {
        return machine.provider("/fine_tuning/jobs?metadata%5Brun_key%5D=" + run).path("data");
    }

    private static void assertAllIsWell(JsonNode run) throws IOException {
        assertThat(Json.text(run, "/state")).as("%s%n%s", run, machine.log("platform")).isEqualTo("SUCCEEDED");
        String id = Json.text(run, "/id");
        JsonNode jobs = jobs(id);
        assertThat(jobs).as("paid jobs").hasSize(1);
        JsonNode sandbox = machine.sandbox();
        assertThat(charged(run, "TRAINING")).as("the training's charge").isEqualByComparingTo(new BigDecimal(Json.text(
                sandbox, "/provider/tariff/trainingPerMillionTokens")).multiply(BigDecimal.valueOf(Json.whole(
                        jobs.path(0), "/trained_tokens"))).movePointLeft(6));
        assertThat(Json.text(run, "/billTotal/amount")).isNotEmpty();
        assertThat(WriteHold.number(sandbox, "select count(*) from registry.reservation where released_at is null"
                + " and run = '" + id + "'")).as("open reservations").isZero();
        assertThat(WriteHold.number(sandbox, "select count(*) from registry.balance b where reserved <> 0 or level ="
                + " 'recipe' and spent <> (select coalesce(sum(delta), 0) from registry.charge c where c.scope ="
                + " b.name)")).as("balances that do not agree with the bills").isZero();
        assertReadable(run);
        assertThat(machine.workingObjects()).isEmpty();
    }

    private static BigDecimal charged(JsonNode run, String kind) {
        return Json.list(run, "/bill").stream().filter(bill -> Json.text(bill, "/kind").equals(kind)).map(
                bill -> Json.decimal(bill, "/amount/amount").orElseThrow()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Every example that the version counts is there. */
    private static void assertReadable(JsonNode run) throws IOException {
        String path = "/api/v1/datasets/" + Json.text(run, "/dataset/name") + "/versions/" + Json.text(run,
                "/dataset/number");
        JsonNode version = machine.api().get(path);
        assertThat(Json.text(version, "/digest")).isEqualTo(digest(run));
        for (String split : new String[]{"train", "validation", "test"}) {
            assertThat(Json.items(machine.api().get(path + "/preview?limit=500&split=" + split))).as(split).hasSize(
                    (int) Json.whole(version, "/splits/" + split + "/examples"));
        }
    }

    private static String digest(JsonNode run) {
        return Json.text(run, "/dataset/digest");
    }

    private static String undisturbedDigest() throws IOException {
        apply("undisturbed");
        String run = begin("undisturbed");
        String digest = await().atMost(RUN_MAX).until(() -> digest(look(run)), found -> !found.isEmpty());
        machine.api().post("/api/v1/runs/" + run + "/cancel", Json.object());
        awaitEnd(run);
        return digest;
    }
}
