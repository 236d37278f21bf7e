package io.attune.acceptance;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.attune.platform.testing.TestServers;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One start of a recipe with several targets, what is trained again, and what is not. Each case begins where the last ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TargetsIT {
    private static final String ONE = "targets: [{connection: trainer, baseModel: simulated-mini, parameters: {epochs: 2, batchSize: 8, seed: 7}}]";
    private static final String BEST = "choose: best\n"
            + "targets: [{connection: trainer, baseModel: simulated-mini, parameters: {epochs: [1, 2], batchSize: 8, seed: 7}}]";
    private static final String FIRST = "targets: [{name: none, connection: trainer, baseModel: no-such-model},"
            + " {name: other, connection: trainer, baseModel: simulated-mini, parameters: {epochs: 3}}]";

    @TempDir
    static Path folder;
    static SimulatedOpenAi provider;
    static PlatformProcess platform;
    static Map<String, String> servers;

    @BeforeAll
    static void start() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        TinyJob.writeJar(jars, "1.0.0");
        provider = SimulatedOpenAi.open(folder.resolve("provider"), Pace.free(), InstantSource.system());
        Map<String, String> settings = TinyJob.settings(TestServers.freshProperties(), jars, provider.baseUrl(),
                provider.credential());
        // what the vendor asks for in truth
        settings.put("attune.connections[0].tariff[0].training-per-million-tokens", "3");
        settings.put("attune.connections[0].tariff[0].hosting-per-hour", "0.50");
        settings.put("attune.quotes.valid-for", "1s");
        servers = settings;
        platform = new PlatformProcess(Files.createDirectories(folder.resolve("home")), settings);
        platform.start();
        platform.awaitReady();
    }

    @AfterAll
    static void stop() {
        platform.close();
        provider.close();
    }

    private static JsonNode started(String targets, String key, Map<String, Object> wish) {
        platform.post("/api/v1/recipes", Map.of("yaml", TinyJob.recipe("trainer", "1 USD").replace(ONE, targets),
                "files", Map.of()), "recipe-" + key);
        Map<String, Object> body = new java.util.HashMap<>(Map.of("recipe", "acme"));
        body.putAll(wish);
        return platform.post("/api/v1/runs", body, key);
    }

    private static List<JsonNode> ended(JsonNode first) {
        platform.awaitEnd(first.path("id").asString());
        JsonNode group = platform.get("/api/v1/runs/" + first.path("id").asString()).path("group");
        return group.path("targets").valueStream().filter(member -> !member.path("run").asString("").isEmpty()).map(
                member -> platform.awaitEnd(member.path("run").asString())).toList();
    }

    @Test
    @Order(1)
    void best_trains_every_target_on_one_dataset_and_promotes_one() {
        List<JsonNode> runs = ended(started(BEST, "best", Map.of()));

        assertThat(runs).as(platform.log()).hasSize(2).allSatisfy(run -> {
            assertThat(run.path("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(run.path("dataset").path("number").asInt()).isEqualTo(1);
            assertThat(run.path("model").path("number").asInt()).isPositive();
            assertThat(provider.paidJobs(new RunKey(run.path("id").asString()))).isEqualTo(1);
        });
        assertThat(runs).extracting(run -> run.path("outcome").path("reason").asString().replaceFirst(":.*",
                "")).containsExactlyInAnyOrder("deployed", "registered and not promoted");
    }

    @Test
    @Order(2)
    void every_run_is_one_for_tracking_clients_with_its_losses_parameters_and_dataset() {
        JsonNode run = platform.get("/api/v1/runs?limit=1").path("items").path(0);
        String id = run.path("id").asString();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(platform.get(
                "/api/2.0/mlflow/runs/get?run_id=" + id).at("/run/info/status").asString()).isEqualTo("FINISHED"));
        JsonNode shown = platform.get("/api/2.0/mlflow/runs/get?run_id=" + id).path("run");
        assertThat(shown.at("/data/params").valueStream().map(param -> param.path("key").asString())).contains("epochs",
                "batchSize", "method", "base_model");
        assertThat(shown.at("/data/metrics").valueStream().map(metric -> metric.path("key").asString())).contains(
                "train_loss");
        assertThat(shown.at("/inputs/dataset_inputs/0/dataset/name").asString()).isEqualTo("acme@1");
        assertThat(platform.get("/api/2.0/mlflow/experiments/get-by-name?experiment_name=acme").at(
                "/experiment/experiment_id").asString()).isEqualTo(shown.at("/info/experiment_id").asString());
    }

    @Test
    @Order(2)
    void a_quote_is_within_a_hundredth_of_what_the_vendor_books() {
        JsonNode run = platform.get("/api/v1/runs?limit=2").path("items").path(0);
        BigDecimal quoted = run.path("quote").path("lines").valueStream().filter(line -> line.path(
                "kind").asString().equals("training")).map(line -> new BigDecimal(line.path("amount").path(
                        "amount").asString())).reduce(
                                BigDecimal::add).orElseThrow();
        BigDecimal booked = provider.billed(new RunKey(run.path("id").asString())).getFirst().amount().amount();

        assertThat(quoted.subtract(booked).abs().doubleValue()).isLessThanOrEqualTo(0.01 * booked.doubleValue());
    }

    @Test
    @Order(3)
    void what_would_repeat_the_version_in_service_is_skipped_and_counted_as_saved() {
        JsonNode champion = platform.get("/api/v1/runs?limit=2").path("items").valueStream().filter(
                run -> run.path("outcome").path("reason").asString().equals("deployed")).findFirst().orElseThrow();
        String target = champion.path("target").asString();

        JsonNode again = ended(started(BEST, "again", Map.of("target", target))).getFirst();

        assertThat(again.path("state").asString()).as(platform.log()).isEqualTo("SUCCEEDED");
        assertThat(again.path("outcome").path("reason").asString()).startsWith("skipped: ");
        assertThat(again.path("saved").path("amount").path("amount").asString()).isEqualTo(champion.path("quote").path(
                "expected").path("amount").asString());
        assertThat(provider.paidJobs(new RunKey(again.path("id").asString()))).isZero();
        assertThat(platform.get("/api/v1/costs/saved").path("items").path(0).path("runs").asInt()).isEqualTo(1);
    }

    @Test
    @Order(4)
    void a_target_that_cannot_is_followed_by_the_next() {
        List<JsonNode> tried = ended(started(FIRST, "first", Map.of()));

        assertThat(tried).as(platform.log()).extracting(run -> run.path("target").asString() + " " + run.path(
                "state").asString()).containsExactly("none FAILED", "other SUCCEEDED");
    }

    @Test
    @Order(5)
    void quotes_of_all_targets_stand_side_by_side_and_what_has_none_says_why() {
        List<JsonNode> quotes = platform.get("/api/v1/quotes?recipe=acme&compare=true").path(
                "items").valueStream().toList();

        assertThat(quotes).hasSize(2);
        assertThat(quotes.getFirst().path("problem").path("code").asString()).isEqualTo(
                "provider-refused");
        assertThat(quotes.getLast().path("quote").path("expected").path("amount").asString()).isNotEmpty();
        assertThat(quotes.getLast().path("quote").path("validUntil").asString()).isNotEmpty();
        assertThat(quotes.getLast().path("hostingPerMonth").path("amount").asDouble()).isEqualTo(365);
        assertThat(quotes.getLast().path("quote").path("warnings").path(0).asString()).contains("2026-01-01");
    }

    @Test
    @Order(6)
    void an_expired_quote_is_made_again_at_approval_and_asked_about_again_when_it_became_dearer() throws Exception {
        JsonNode first = started(ONE.replace("epochs: 2", "epochs: 4"), "approve", Map.of());
        String run = first.path("id").asString();
        platform.post("/api/v1/recipes", Map.of("yaml", TinyJob.recipe("trainer", "1 USD").replace(ONE, ONE.replace(
                "epochs: 2", "epochs: 5")).replace("budget: {", "budget: {approvalAbove: 0.000001 USD, "), "files",
                Map.of()), "recipe-asked");
        platform.awaitEnd(run);
        run = platform.post("/api/v1/runs", Map.of("recipe", "acme"), "asked").path("id").asString();
        JsonNode asked = awaitAsked(run, "0");
        priceRises("30");

        platform.post("/api/v1/runs/" + run + "/approve", Map.of(), "approve-1");
        JsonNode askedAgain = awaitAsked(run, asked.path("quote").path("expected").path("amount").asString());
        platform.post("/api/v1/runs/" + run + "/approve", Map.of(), "approve-2");

        assertThat(platform.awaitEnd(run).path("state").asString()).as(platform.log()).isEqualTo("SUCCEEDED");
        assertThat(new BigDecimal(askedAgain.path("quote").path("held").path("amount").asString())).isGreaterThan(
                new BigDecimal(asked.path("quote").path("held").path("amount").asString()));
    }

    /** The run once it waits with a quote above an amount that has expired. */
    private static JsonNode awaitAsked(String run, String above) {
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).until(() -> {
            JsonNode now = platform.get("/api/v1/runs/" + run);
            return now.path("waitingFor").asString("").equals("approval") && new BigDecimal(now.path("quote").path(
                    "expected").path("amount").asString()).compareTo(new BigDecimal(above)) > 0 && Instant.parse(
                            now.path("quote").path("validUntil").asString()).isBefore(Instant.now());
        });
        return platform.get("/api/v1/runs/" + run);
    }

    private static void priceRises(String perMillion) throws SQLException {
        try (Connection database = DriverManager.getConnection(servers.get("spring.datasource.url"), servers.get(
                "spring.datasource.username"), servers.get("spring.datasource.password"));
                Statement statement = database.createStatement()) {
            statement.executeUpdate("insert into orchestrator.price (connection, base_model, kind, amount, currency,"
                    + " per_tokens, source, observed_on, effective_from) values ('trainer', 'simulated-mini', 'TRAINING', "
                    + perMillion + ", 'USD', 1000000, 'a rise', '2026-02-01', '2026-02-01')");
        }
    }
}
