package io.attune.acceptance;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

import io.attune.platform.testing.TestServers;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a run refuses, and how it says so. */
class RefusalsIT {
    @TempDir
    static Path folder;
    static SimulatedOpenAi provider;
    static PlatformProcess platform;

    @BeforeAll
    static void start() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        TinyJob.writeJar(jars, "1.0.0");
        provider = SimulatedOpenAi.open(folder.resolve("provider"), Pace.free(), InstantSource.system());
        Map<String, String> settings = TinyJob.settings(TestServers.freshProperties(), jars, provider.baseUrl(),
                provider.credential());
        // the discard port: nothing listens there
        TinyJob.addConnection(settings, 1, "gone", URI.create("http://127.0.0.1:9/v1"), "none", folder.resolve("none"));
        platform = new PlatformProcess(Files.createDirectories(folder.resolve("home")), settings);
        platform.start();
        platform.awaitReady();
    }

    @AfterAll
    static void stop() {
        platform.close();
        provider.close();
    }

    @Test
    void a_budget_below_the_quote_ends_the_run_before_anything_is_paid() {
        JsonNode run = platform.awaitEnd(startRun("trainer", "0.000001 USD"));

        assertThat(run.path("state").asString()).as(platform.log()).isEqualTo("FAILED");
        assertThat(run.path("failure").path("code").asString()).isEqualTo("budget-exceeded");
        assertThat(run.path("failure").path("message").asString()).contains("0.000001 USD");
        assertThat(run.path("failure").path("nextStep").asString()).contains("budget.perRun");
        assertThat(provider.paidJobs(new RunKey(run.path("id").asString()))).isZero();
    }

    @Test
    void an_unreachable_provider_is_named_with_the_address_while_it_is_tried_again() {
        String run = startRun("gone", "1 USD");

        await().atMost(Duration.ofMinutes(1)).until(
                () -> platform.get("/api/v1/runs/" + run).path("trouble").path("times").asInt(0) > 1);
        assertThat(platform.get("/api/v1/runs/" + run).path("trouble").path("message").asString()).contains(
                "127.0.0.1:9");
        platform.post("/api/v1/runs/" + run + "/cancel", Map.of(), "cancel");
        assertThat(platform.awaitEnd(run).path("state").asString()).isEqualTo("CANCELLED");
    }

    private static String startRun(String connection, String budget) {
        platform.post("/api/v1/recipes",
                Map.of("yaml", TinyJob.recipe(connection, budget), "files", Map.of()), "recipe-" + connection);
        return platform.post("/api/v1/runs", Map.of("recipe", "acme"), "run-" + connection).path("id").asString();
    }
}
