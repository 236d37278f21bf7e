package io.attune.orchestrator.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.RunStore;
import io.attune.orchestrator.run.Seeds;
import io.attune.orchestrator.testing.RunsAlone;
import io.attune.platform.testing.TestServers;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.Hyperparameters;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingFile;
import io.attune.provider.TrainingMethod;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A simulated vendor delivers over HTTP to runs on a real database. Nobody works on them: a delivery changes no state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IncomingWebhooksIT {
    private static final Duration LATER = Duration.ofHours(1);

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;
    private SimulatedOpenAi vendor;
    private Connections connections;
    private RunStore store;
    private JdbcClient jdbc;
    private ProviderFileId file;
    private URI hooks;
    private long runs;

    @TestConfiguration
    @Import({RunsAlone.class, IncomingWebhooks.class, DeliveredStore.class, WebhookController.class})
    static class Platform {
        @Bean
        Connections connections(SimulatedOpenAi vendor, TestClock clock) {
            return new Connections(List.of(new ConnectionSettings("trainer", "openai", vendor.baseUrl(),
                    vendor::credential, Duration.ofSeconds(5), vendor.options()), new ConnectionSettings("silent",
                            "openai", vendor.baseUrl(), vendor::credential, Duration.ofSeconds(5))), List.of(
                                    new OpenAiProviderFactory()), clock);
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        vendor = SimulatedOpenAi.open(folder, Pace.held(), clock);
        Map<String, String> settings = new TreeMap<>(TestServers.freshProperties());
        settings.putAll(Map.of("server.port", "0", "spring.jpa.hibernate.ddl-auto", "none", "spring.batch.job.enabled",
                "false", "spring.batch.jdbc.initialize-schema", "never", "spring.quartz.auto-startup", "false",
                "spring.quartz.jdbc.initialize-schema", "never"));
        context = new SpringApplicationBuilder(Platform.class).initializers(started -> {
            started.getBeanFactory().registerSingleton("testClock", clock);
            started.getBeanFactory().registerSingleton("vendor", vendor);
        }).run(settings.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toArray(String[]::new));
        connections = context.getBean(Connections.class);
        store = context.getBean(RunStore.class);
        jdbc = context.getBean(JdbcClient.class);
        hooks = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port")
                + "/api/v1/webhooks/");
        vendor.notifyAt(hooks.resolve("trainer"));
        String lines = (vendor.exampleLine("Q?", "A.") + "\n").repeat(12);
        file = connections.provider("trainer").ability(FileUpload.class).orElseThrow().upload(new TrainingFile(
                "train", Digest.of(lines), Files.writeString(folder.resolve("train.jsonl"), lines)));
    }

    @AfterAll
    void stop() {
        vendor.close();
        context.close();
    }

    @BeforeEach
    void calm() {
        vendor.pace().hold();
        vendor.copies(1);
        vendor.release();
    }

    @Test
    void a_delivery_shortens_the_wait_and_changes_nothing_else() {
        RunId run = watching();
        assertThat(due(run)).isAfter(clock.instant());

        vendor.pace().release();

        await().until(() -> !due(run).isAfter(clock.instant()));
        assertThat(store.find(ProjectId.DEFAULT, run).orElseThrow().state()).isEqualTo(RunState.TRAINING);
    }

    @Test
    void a_repetition_is_recognised() {
        vendor.copies(3);
        RunId run = watching();
        vendor.pace().release();
        await().until(() -> !due(run).isAfter(clock.instant()));
        long before = delivered();

        vendor.hold();
        RunId other = watching();
        vendor.release();
        await().until(() -> !due(other).isAfter(clock.instant()));
        assertThat(delivered()).isEqualTo(before + 1);
    }

    @Test
    void a_late_delivery_about_a_run_that_has_ended_does_nothing() {
        vendor.hold();
        RunId run = watching();
        RunId other = watching();
        vendor.pace().release();
        await().until(() -> connections.provider("trainer").findByRunKey(new RunKey(
                other.value())).getFirst().state().isTerminal());
        jdbc.sql("update orchestrator.run set state = 'SUCCEEDED' where id = ?").param(run.value()).update();

        vendor.release();

        await().until(() -> !due(other).isAfter(clock.instant()));
        assertThat(due(run)).isAfter(clock.instant());
    }

    @Test
    void a_run_that_does_not_know_whether_it_has_a_job_looks_too() {
        RunId doubtful = RunId.of(new UUID(13, ++runs));
        Seeds.submitting(store, jdbc, doubtful, file);
        jdbc.sql("update orchestrator.run set state = 'IN_DOUBT', slot_of = 'trainer', due_at = ? where id = ?").params(
                clock.instant().plus(LATER).atOffset(java.time.ZoneOffset.UTC), doubtful.value()).update();
        watching();

        vendor.pace().release();

        await().until(() -> !due(doubtful).isAfter(clock.instant()));
    }

    @Test
    void what_is_not_signed_is_refused_and_no_run_looks() throws Exception {
        RunId run = watching();
        String body = "{\"type\":\"fine_tuning.job.succeeded\",\"data\":{\"id\":\"" + store.find(ProjectId.DEFAULT,
                run).orElseThrow().facts().get(Fact.Job.class).id() + "\"}}";

        assertThat(post("trainer", body, "v1,Zm9yZ2Vk")).isEqualTo(403);
        assertThat(post("trainer", body, "")).isEqualTo(403);
        assertThat(post("trainer", "x".repeat(300_000), "v1,Zm9yZ2Vk")).isEqualTo(400);
        assertThat(post("silent", body, "v1,Zm9yZ2Vk")).isIn(403, 404);
        assertThat(post("nobody", body, "v1,Zm9yZ2Vk")).isEqualTo(404);
        assertThat(post("default/nobody", body, "v1,Zm9yZ2Vk")).isEqualTo(404);
        assertThat(due(run)).isAfter(clock.instant());
    }

    private int post(String connection, String body, String signature) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(hooks.resolve(connection)).header("webhook-id",
                "evt_forged").header("webhook-timestamp", Long.toString(clock.instant().getEpochSecond())).POST(
                        BodyPublishers.ofString(body));
        if (!signature.isEmpty()) {
            request.header("webhook-signature", signature);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** A run that watches a job, and is due to look again much later. */
    private RunId watching() {
        RunId id = RunId.of(new UUID(13, ++runs));
        Seeds.submitting(store, jdbc, id, file);
        ProviderJob job = switch (connections.provider("trainer").submit(new SubmitRequest(new RunKey(id.value()),
                vendor.baseModel(), file, null, TrainingMethod.SUPERVISED, new Hyperparameters(1, null, null, 7), "r",
                Map.of(), clock.instant().plusSeconds(20)))) {
            case SubmitOutcome.Accepted accepted -> accepted.job();
            case SubmitOutcome other -> throw new IllegalStateException(other.toString());
        };
        Seeds.training(jdbc, id, new Fact.Job("trainer", job.id(), job.state(), job.phase(), job.rawState(), null, null,
                null, job.createdAt(), null, null, 0));
        jdbc.sql("update orchestrator.run set due_at = ? where id = ?").params(clock.instant().plus(LATER).atOffset(
                java.time.ZoneOffset.UTC), id.value()).update();
        return id;
    }

    private long delivered() {
        return jdbc.sql("select count(*) from orchestrator.vendor_delivery").query(Long.class).single();
    }

    private Instant due(RunId id) {
        return jdbc.sql("select due_at from orchestrator.run where id = ?").param(id.value()).query((row,
                n) -> row.getTimestamp(1).toInstant()).single();
    }
}
