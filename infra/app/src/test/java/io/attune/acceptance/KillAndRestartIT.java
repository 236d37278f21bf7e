package io.attune.acceptance;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

import io.attune.platform.testing.TestServers;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The platform is killed without warning within the durable writes of a run and around the calls that make something at
 * the provider, eleven times, and started again each time. One run, one job, one bill. The submission alone is struck at each of
 * its points in infra/bench, where a run for each of them waits out its doubts beside the others.
 */
class KillAndRestartIT {
    @TempDir
    Path folder;

    @Test
    void a_run_that_is_killed_everywhere_ends_with_one_paid_job_and_nothing_lost() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        TinyJob.writeJar(jars, "1.0.0");
        Map<String, String> servers = TestServers.freshProperties();
        try (SimulatedOpenAi provider = SimulatedOpenAi.open(folder.resolve("provider"), Pace.free(),
                InstantSource.system());
                CallGate calls = new CallGate(provider.baseUrl());
                PlatformProcess platform = new PlatformProcess(Files.createDirectories(folder.resolve("home")),
                        TinyJob.settings(servers, jars, calls.baseUrl(), provider.credential()))) {
            platform.start();
            platform.awaitReady();
            try (WriteGate writes = new WriteGate(servers.get("spring.datasource.url"),
                    servers.get("spring.datasource.username"), servers.get("spring.datasource.password"))) {
                String run = killEverywhere(platform, calls, writes);
                JsonNode ended = platform.awaitEnd(run);

                assertThat(ended.path("state").asString()).as(platform.log()).isEqualTo("SUCCEEDED");
                assertThat(provider.paidJobs(new RunKey(run))).as("paid jobs").isEqualTo(1);
                assertThat(writes.count("select count(*) from registry.reservation where released_at is null")).as(
                        "open reservations").isZero();
                assertThat(trainingCharges(ended)).as("training charges").isEqualTo(1);
                assertThat(new BigDecimal(ended.path("billTotal").path("amount").asString())).isPositive();
            }
        }
    }

    private static String killEverywhere(PlatformProcess platform, CallGate calls, WriteGate writes) {
        writes.install("orchestrator.run", "update", "h.what = new.state and old.state <> new.state");
        writes.install("registry.reservation", "insert", "h.what = 'reservation'");
        writes.install("registry.charge", "insert", "h.what = 'charge'");
        writes.install("registry.model_version", "insert", "h.what = 'version'");

        platform.post("/api/v1/recipes", Map.of("yaml", TinyJob.recipe("trainer", "1 USD"), "files", Map.of()), "r");
        writes.hold("PAIRING");
        String run = platform.post("/api/v1/runs", Map.of("recipe", "acme"), "kill-test").path("id").asString();
        killAtWrite(platform, writes);
        for (String write : new String[]{"reservation", "UPLOADING"}) {
            restart(platform, () -> writes.hold(write));
            killAtWrite(platform, writes);
        }
        restart(platform, () -> calls.holdNext("POST", "/files", true));
        killAtCall(platform, calls);
        restart(platform, () -> writes.hold("SUBMITTING"));
        killAtWrite(platform, writes);
        restart(platform, () -> calls.holdNext("POST", "/fine_tuning/jobs", true));
        killAtCall(platform, calls);
        for (String write : new String[]{"TRAINING", "charge", "version", "DEPLOYING", "SUCCEEDED"}) {
            restart(platform, () -> writes.hold(write));
            killAtWrite(platform, writes);
        }
        platform.start();
        platform.awaitReady();
        return run;
    }

    /** The hold is set while nothing runs, so that it cannot come too late. */
    private static void restart(PlatformProcess platform, Runnable hold) {
        hold.run();
        platform.start();
    }

    private static void killAtWrite(PlatformProcess platform, WriteGate writes) {
        writes.awaitHeld();
        platform.kill();
        writes.release();
    }

    private static void killAtCall(PlatformProcess platform, CallGate calls) {
        calls.awaitHeld();
        platform.kill();
        calls.release();
    }

    private static long trainingCharges(JsonNode run) {
        return run.path("bill").valueStream().filter(bill -> bill.path("kind").asString().equals("TRAINING")).count();
    }
}
