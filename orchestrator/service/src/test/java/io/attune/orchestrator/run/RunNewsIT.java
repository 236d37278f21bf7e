package io.attune.orchestrator.run;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import io.attune.registry.MoneyEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Turns of runs, told to a small real server and to a lineage store. */
class RunNewsIT {
    private static final List<JsonNode> HOOK = new CopyOnWriteArrayList<>();
    private static final List<JsonNode> LINEAGE = new CopyOnWriteArrayList<>();
    private static final List<String> TURNS = new CopyOnWriteArrayList<>();

    @TempDir
    static Path home;

    private static HttpServer server;
    private static ConfigurableApplicationContext platform;

    @TestConfiguration
    @Import({RecipesAndSchedules.class, RunStore.class})
    @ComponentScan("io.attune.orchestrator.news")
    static class WithRuns {
        @Bean
        TurnListener listener() {
            return (run, turn, at) -> TURNS.add(run.id() + " " + turn);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode body = JsonMapper.shared().readTree(new String(exchange.getRequestBody().readAllBytes(),
                    StandardCharsets.UTF_8));
            (exchange.getRequestURI().getPath().equals("/hook") ? HOOK : LINEAGE).add(body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.put("attune.notifications.poll", "100ms");
        settings.put("attune.notifications.targets[0].name", "hook");
        settings.put("attune.notifications.targets[0].url", url + "/hook");
        settings.put("attune.notifications.targets[1].name", "lineage");
        settings.put("attune.notifications.targets[1].kind", "openlineage");
        settings.put("attune.notifications.targets[1].url", url + "/api/v1/lineage");
        platform = RecipesAndSchedules.start(WithRuns.class, settings);
        platform.getBean(Recipes.class).apply(ProjectId.DEFAULT, "ann", """
                recipe: tone
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                """, Map.of());
    }

    @AfterAll
    static void stop() {
        platform.close();
        server.stop(0);
    }

    @BeforeEach
    void forget() {
        HOOK.clear();
        TURNS.clear();
        LINEAGE.clear();
    }

    @Test
    void a_run_that_fails_is_told_once_with_its_reason_and_as_lineage_from_start_to_fail() {
        RunId run = run();
        move(run, RunState.PAIRING, new RunEvent.Curated(new Fact.Dataset("tone", 3, "sha256:abc", 90, 5, 5, 1000)));
        move(run, RunState.FAILED, new RunEvent.Failed(new Fact.Failure("quota-exceeded", ErrorKind.REFUSED, "no",
                "wait",
                RunState.TRAINING)));

        JsonNode told = await().atMost(Duration.ofSeconds(60)).until(() -> HOOK, all -> !all.isEmpty()).getFirst();
        assertThat(told.get("type").stringValue()).isEqualTo("io.attune.run.failed");
        assertThat(told.at("/data/run").stringValue()).isEqualTo(run.value());
        assertThat(told.at("/data/code").stringValue()).isEqualTo("quota-exceeded");
        assertThat(told.at("/data/message").stringValue()).contains("TRAINING", "attune run why " + run);
        List<JsonNode> events = await().atMost(Duration.ofSeconds(60)).until(() -> LINEAGE, all -> all.size() == 2);
        assertThat(events).extracting(event -> event.get("eventType").stringValue()).containsExactly("START", "FAIL");
        assertThat(events).allSatisfy(RunNewsIT::requireOpenLineage);
        assertThat(events.get(1).at("/run/facets/errorMessage/message").stringValue()).isEqualTo(
                "quota-exceeded in TRAINING");
        assertThat(TURNS).containsExactly(run + " STARTED", run + " FAILED");
        assertThat(events.get(1).at("/inputs/0/facets/version/datasetVersion").stringValue()).isEqualTo("3");
    }

    @Test
    void a_run_that_succeeds_names_what_it_made_and_one_cancelled_before_it_began_is_complete_as_well() {
        RunId made = run();
        move(made, RunState.PAIRING, new RunEvent.Paired());
        move(made, RunState.SUCCEEDED, new RunEvent.Registered(new Fact.Version("tone", 7)));
        RunId stopped = run();
        move(stopped, RunState.CANCELLED, new RunEvent.Closed());

        List<JsonNode> events = await().atMost(Duration.ofSeconds(60)).until(() -> LINEAGE, all -> all.size() == 4);
        assertThat(types(events, made)).containsExactly("START", "COMPLETE");
        assertThat(types(events, stopped)).containsExactly("START", "ABORT");
        assertThat(events).allSatisfy(RunNewsIT::requireOpenLineage);
        assertThat(events.stream().filter(event -> event.get("eventType").stringValue().equals(
                "COMPLETE"))).singleElement().satisfies(event -> assertThat(event.at(
                        "/outputs/0/name").stringValue()).isEqualTo("model/tone"));
        assertThat(await().atMost(Duration.ofSeconds(60)).until(() -> HOOK, all -> all.size() == 2)).extracting(
                told -> told.get("type").stringValue()).containsExactlyInAnyOrder("io.attune.run.succeeded",
                        "io.attune.run.cancelled");
    }

    @Test
    void waiting_for_a_person_and_doubt_are_told() {
        RunId run = run();
        move(run, RunState.PAIRING, new RunEvent.Paired());
        move(run, RunState.IN_DOUBT, new RunEvent.Closed());
        move(run, RunState.AWAITING_APPROVAL, new RunEvent.Closed());

        assertThat(await().atMost(Duration.ofSeconds(60)).until(() -> HOOK, all -> all.size() == 2)).extracting(
                told -> told.get("type").stringValue()).containsExactlyInAnyOrder("io.attune.run.awaits-approval",
                        "io.attune.run.in-doubt");
    }

    @Test
    void what_the_ledger_notices_is_told() {
        platform.getBean(TransactionTemplate.class).executeWithoutResult(status -> platform.publishEvent(new MoneyEvent(
                "mev_1", ProjectId.DEFAULT, MoneyEvent.Kind.BUDGET_NOTICE, "notice/bud_1/2026-11/80",
                OffsetDateTime.parse(
                        "2026-11-20T00:00:00Z").toInstant(), "The budget project monthly has reached 80 %", Map.of(
                                "name", "project monthly"))));

        JsonNode told = await().atMost(Duration.ofSeconds(60)).until(() -> HOOK, all -> !all.isEmpty()).getFirst();
        assertThat(told.get("type").stringValue()).isEqualTo("io.attune.money.budget-notice");
        assertThat(told.get("subject").stringValue()).isEqualTo("project monthly");
    }

    /** What specification 2-0-2 requires of a RunEvent and its facets. */
    private static void requireOpenLineage(JsonNode event) {
        OffsetDateTime.parse(event.get("eventTime").stringValue());
        assertThat(URI.create(event.get("producer").stringValue()).isAbsolute()).isTrue();
        assertThat(event.get("schemaURL").stringValue()).isEqualTo(
                "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
        assertThat(event.get("eventType").stringValue()).isIn("START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER");
        assertThat(UUID.fromString(event.at("/run/runId").stringValue())).hasToString(event.at(
                "/run/runId").stringValue());
        assertThat(event.at("/job/namespace").stringValue()).isNotBlank();
        assertThat(event.at("/job/name").stringValue()).isNotBlank();
        for (String list : List.of("inputs", "outputs")) {
            assertThat(event.get(list)).allSatisfy(dataset -> {
                assertThat(dataset.get("namespace").stringValue()).isNotBlank();
                assertThat(dataset.get("name").stringValue()).isNotBlank();
            });
        }
        event.findValues("facets").forEach(facets -> facets.values().forEach(facet -> {
            assertThat(URI.create(facet.get("_producer").stringValue()).isAbsolute()).isTrue();
            assertThat(URI.create(facet.get("_schemaURL").stringValue()).isAbsolute()).isTrue();
        }));
    }

    private static List<String> types(List<JsonNode> events, RunId run) {
        return events.stream().filter(event -> event.at("/run/runId").stringValue().replace("-", "").equals(
                run.value().substring(4))).map(event -> event.get("eventType").stringValue()).toList();
    }

    private static RunId run() {
        RunStore store = platform.getBean(RunStore.class);
        return store.add(RunId.of(UUID.randomUUID()), ProjectId.DEFAULT, "tone", 1, "ann",
                UUID.randomUUID().toString()).id();
    }

    /** As a worker stores what came of an effect. */
    private static void move(RunId id, RunState state, RunEvent event) {
        RunStore store = platform.getBean(RunStore.class);
        RunStore.Claim claim = store.claim("node", EnumSet.allOf(RunState.class), Duration.ofSeconds(30),
                10).stream().filter(each -> each.run().id().equals(id)).findFirst().orElseGet(() -> new RunStore.Claim(
                        store.find(
                                ProjectId.DEFAULT, id).orElseThrow(), 1));
        Run moved = claim.run().in(state);
        Run with = switch (event) {
            case RunEvent.Curated(Fact.Dataset dataset) -> moved.with(dataset);
            case RunEvent.Registered(Fact.Version version) -> moved.with(version);
            case RunEvent.Failed(Fact.Failure failure) -> moved.with(failure);
            default -> moved;
        };
        assertThat(store.store(claim, new RunMachine.Next(with, Duration.ZERO), event, false)).isTrue();
    }
}
