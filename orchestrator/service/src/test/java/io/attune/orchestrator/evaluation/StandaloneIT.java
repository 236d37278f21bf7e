package io.attune.orchestrator.evaluation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.platform.ObjectStore;
import io.attune.platform.privacy.DataHolder;
import io.attune.platform.privacy.ErasureOrder;
import io.attune.platform.privacy.Subject;
import io.attune.platform.testing.TestServers;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedEngine;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import io.attune.registry.Charge;
import io.attune.registry.Ledger;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.ProviderModel;
import io.attune.registry.Reservation;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Evaluations by themselves over HTTP, from the wish to the end, whatever happens on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandaloneIT {
    private static final int QUESTIONS = 12;
    private static final String SUITES = "/api/v1/suites";
    private static final String EVALUATIONS = "/api/v1/evaluations";

    @TempDir
    static Path home;

    private final Map<String, String> servers = TestServers.freshProperties();
    private SimulatedOpenAi vendor;
    private ConfigurableApplicationContext platform;

    private record Answer(int status, JsonNode body) {}

    @BeforeAll
    void start() {
        vendor = SimulatedOpenAi.open(home.resolve("vendor"), Pace.free(), new TestClock(Instant.parse(
                "2026-03-01T10:00:00Z")));
        platform = EvaluationPlatform.start(servers, home, vendor);
        price("vendor", SimulatedEngine.BASE_MODEL);
    }

    @AfterAll
    void stop() {
        platform.close();
        vendor.close();
    }

    @AfterEach
    void forget_faults() {
        vendor.faults().clear();
    }

    @Test
    void an_evaluation_goes_to_its_end_is_charged_and_leaves_its_measures_with_the_version() throws Exception {
        String project = project("to-the-end", SimulatedEngine.BASE_MODEL);

        JsonNode ended = awaited(project, started(project, "to-the-end", wish("")));

        assertThat(ended.path("state").asString()).isEqualTo("succeeded");
        assertThat(ended.path("done").asInt()).isEqualTo(QUESTIONS);
        assertThat(ended.path("outcomes").path("ANSWERED").asInt()).isEqualTo(QUESTIONS);
        assertThat(ended.path("figures").path(0).path("measure").asString()).isEqualTo("form");
        assertThat(charges(project, ended)).hasSize(2).allSatisfy(charge -> assertThat(
                charge.bill().amount().amount()).isPositive());
        assertThat(reservations(project, ended)).isNotEmpty().noneMatch(Reservation::open);
        assertThat(platform.getBean(Models.class).find(new ProjectId(project), VersionRef.parse(
                "limits@1")).orElseThrow().content().metrics()).extracting(metric -> metric.measure()).contains("form");
        assertThat(ask("alone", "GET", EVALUATIONS + "/" + id(ended), "").status()).as("of another project").isEqualTo(
                404);
        assertThat(ask("alone", "GET", EVALUATIONS + "/" + id(ended) + "/results", "").status()).isEqualTo(404);
        assertThat(ask("alone", "GET", EVALUATIONS + "/" + id(ended) + "/export", "").status()).isEqualTo(404);
        assertThat(ask("alone", "POST", EVALUATIONS + "/" + id(ended) + "/cancel", "{}").status()).isEqualTo(404);
        assertThat(ask("alone", "GET", EVALUATIONS, "").body().path("items")).isEmpty();
        assertThat(ask(project, "GET", EVALUATIONS + "?limit=1", "").body().path("items")).hasSize(1);
        assertThat(ask(project, "GET", EVALUATIONS + "/" + id(ended) + "/results?limit=5", "").body().path(
                "items")).hasSize(5);
        assertThat(ask(project, "POST", EVALUATIONS + "/" + id(ended) + "/cancel", "{}").body().path(
                "state").asString()).as("it has ended").isEqualTo("succeeded");
    }

    @Test
    void what_could_never_work_is_said_at_once_with_what_to_do() throws Exception {
        String project = project("at-once", SimulatedEngine.BASE_MODEL);

        assertThat(problem(project, "{}")).contains("400", "needs a version and a suite");
        assertThat(problem(project, "{\"version\":\"limits\",\"suites\":[\"limits@1\"]}")).contains("400");
        assertThat(problem(project, "{\"version\":\"limits@9\",\"suites\":[\"limits@1\"]}")).contains("404",
                "There is no model version limits@9");
        assertThat(problem(project, "{\"version\":\"limits@1\",\"suites\":[\"limits@7\"]}")).contains(
                "The suite 'limits' has no version 7", "Frozen are: limits@1");
        assertThat(problem(project, "{\"version\":\"limits@1\",\"suites\":[\"tone@1\"]}")).contains(
                "There is no frozen suite 'tone@1'", "limits@1").doesNotContain("any more");
        assertThat(problem(project,
                "{\"version\":\"limits@1\",\"suites\":[\"limits@1\"],\"measures\":[\"formm\"]}")).contains(
                        "There is no measure 'formm'");
        assertThat(problem(project, "{\"version\":\"limits@1\",\"suites\":[\"limits@1\"],\"measures\":[\"tool-call\","
                + "\"json-schema\",\"citation-recall\",\"form\"]}")).contains(
                        "'tool-call' cannot be measured on the suite limits@1",
                        "0 of its 12 examples have the attribute 'tool', 12 have not",
                        "'json-schema' cannot be measured on the suite limits@1",
                        "'citation-recall' of the suite 'limits@1' cannot be measured");
        assertThat(ask(project, "GET", EVALUATIONS, "").body().path("items")).isEmpty();
        assertThat(ask(project, "GET", EVALUATIONS + "/eval_nonsense", "").status()).isEqualTo(404);
    }

    @Test
    void without_a_price_nothing_begins() throws Exception {
        String project = project("no-price", "a-model-without-price");

        assertThat(problem(project, wish(""))).contains("no-price", "'a-model-without-price'", "'vendor'",
                "attune catalog set-price");
    }

    @Test
    void a_price_that_is_gone_at_the_end_leaves_what_was_spent_in_sight() throws Exception {
        price("vendor", "price-gone");
        String project = project("price-gone", SimulatedEngine.BASE_MODEL);
        vendor.faults().next(Operation.CHAT, 400, new Fault.Refuse(503, null));
        String id = started(project, "price-gone", wish(""));
        awaitTries(project);
        JdbcClient jdbc = platform.getBean(JdbcClient.class);
        try {
            jdbc.sql(
                    "update orchestrator.price set base_model = 'hidden' where base_model = ? and kind = 'OUTPUT'").param(
                            SimulatedEngine.BASE_MODEL).update();
            vendor.faults().clear();

            JsonNode ended = awaited(project, id);

            assertThat(ended.path("state").asString()).isEqualTo("succeeded");
            assertThat(ended.path("problem").path("message").asString()).contains("Not charged, for want of a price",
                    SimulatedEngine.BASE_MODEL);
            assertThat(charges(project, ended)).as("what has a price is charged").hasSize(1);
        } finally {
            jdbc.sql("update orchestrator.price set base_model = ? where base_model = 'hidden'").param(
                    SimulatedEngine.BASE_MODEL).update();
        }
    }

    @Test
    void a_model_that_its_server_does_not_know_ends_it_by_name() throws Exception {
        price("vendor", "no-such-model");
        String project = project("unknown-model", "no-such-model");

        JsonNode ended = awaited(project, started(project, "unknown-model", wish("")));

        assertThat(ended.path("state").asString()).isEqualTo("failed");
        assertThat(ended.path("problem").path("code").asString()).isEqualTo("provider-unknown-model");
        assertThat(ended.path("problem").path("message").asString()).contains("'no-such-model'", "'vendor'");
        assertThat(ended.path("outcomes").properties()).isEmpty();
        assertThat(charges(project, ended)).isEmpty();
        assertThat(reservations(project, ended)).noneMatch(Reservation::open);
    }

    @Test
    void cancelled_it_ends_with_what_was_asked_kept_and_charged() throws Exception {
        String project = project("cancelled", SimulatedEngine.BASE_MODEL);
        int billed = vendor.server().billedChats();
        vendor.faults().next(Operation.CHAT, 400, new Fault.FailAfterCommit(503));
        String id = started(project, "cancelled", wish(""));
        awaitTries(project);
        vendor.faults().clear();
        vendor.faults().next(Operation.CHAT, 400, new Fault.Refuse(503, Duration.ofMinutes(1)));

        ask(project, "POST", EVALUATIONS + "/" + id + "/cancel", "{}");
        JsonNode ended = awaited(project, id);

        assertThat(ended.path("state").asString()).isEqualTo("cancelled");
        assertThat(reservations(project, ended)).noneMatch(Reservation::open);
        assertThat(vendor.server().billedChats() - billed).isPositive();
    }

    @Test
    void with_a_budget_that_does_not_suffice_nothing_is_asked() throws Exception {
        String project = project("budget", SimulatedEngine.BASE_MODEL);
        int billed = vendor.server().billedChats();

        JsonNode ended = awaited(project, started(project, "budget", wish(",\"budget\":0.000001")));

        assertThat(ended.path("state").asString()).isEqualTo("failed");
        assertThat(ended.path("problem").path("code").asString()).contains("budget");
        assertThat(vendor.server().billedChats()).isEqualTo(billed);
    }

    @Test
    void after_a_restart_it_goes_on_and_pays_for_nothing_twice() throws Exception {
        String project = project("restarted", SimulatedEngine.BASE_MODEL);
        int billed = vendor.server().billedChats();
        vendor.faults().next(Operation.CHAT, 400, new Fault.Refuse(503, null));
        String id = started(project, "restarted", wish(""));
        awaitTries(project);

        platform.close();
        vendor.faults().clear();
        platform = EvaluationPlatform.start(servers, home, vendor);

        assertThat(awaited(project, id).path("state").asString()).isEqualTo("succeeded");
        assertThat(vendor.server().billedChats() - billed).isEqualTo(QUESTIONS);
        assertThat(started(project, "restarted", wish(""))).as("the same key").isEqualTo(id);
    }

    @Test
    void a_suite_that_is_withdrawn_on_the_way_ends_it_and_its_questions_are_forgotten() throws Exception {
        String project = project("withdrawn", SimulatedEngine.BASE_MODEL);
        vendor.faults().next(Operation.CHAT, 4_000, new Fault.Refuse(503, null));
        String id = started(project, "withdrawn", wish(""));
        awaitTries(project);
        judged(id);
        DataHolder holder = platform.getBeansOfType(DataHolder.class).values().stream().filter(it -> it.name().equals(
                "datasets")).findFirst().orElseThrow();
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> holder.erase(new ProjectId(project),
                new Subject.Records(List.of(new Subject.RecordName("limits", "questions", "limits.jsonl:1"))),
                new ErasureOrder("w1", "ann", "asked for")) != null);

        JsonNode ended = awaited(project, id);

        assertThat(ended.path("state").asString()).isEqualTo("failed");
        assertThat(ended.path("problem").path("code").asString()).isEqualTo("suite-withdrawn");
        platform.getBean(Forgetting.class).look();
        assertThat(texts("evaluation_item", "content", project)).isNotEmpty().noneMatch(text -> text.contains("pool"));
        assertThat(texts("evaluation_output", "prompt", project)).isNotEmpty().noneMatch(text -> text.contains("pool"));
        assertThat(texts("judge_verdict", "question || first_answer || second_answer || prompt || words || reason",
                project)).containsExactly("[][]");
        assertThat(ask(project, "GET", EVALUATIONS + "/" + id + "/results", "").body().path("items")).hasSize(
                QUESTIONS).allSatisfy(item -> assertThat(item.path("question").asString()).isEmpty());
    }

    /** What a judge said of one of its questions. */
    private void judged(String evaluation) {
        JdbcClient jdbc = platform.getBean(JdbcClient.class);
        jdbc.sql(
                "insert into orchestrator.judge (project, digest, connection, model, rubric_file, rubric, human_sample)"
                        + " select project, 'j', 'vendor', 'm', 'f', 'r', 0 from orchestrator.evaluation where id = ?").param(
                                evaluation).update();
        jdbc.sql("insert into orchestrator.judge_verdict (project, judge, pair, evaluation, question, first_answer,"
                + " second_answer, prompt, words, winner, reason, input_tokens, output_tokens, judged_at) select project, 'j',"
                + " 'p', id, 'Which pool?', 'pool 1', 'pool 2', '[\"pool\"]', '[\"pool\"]', 'A', 'pool', 1, 1, now()"
                + " from orchestrator.evaluation where id = ?").param(evaluation).update();
        jdbc.sql(
                "insert into orchestrator.judge_bout (evaluation, suite, arm, against, item, project, judge, shown_first,"
                        + " result, bias, steering) select evaluation, suite, arm, 'other', item, project, 'j', 'p', 'WIN', 'NONE', false"
                        + " from orchestrator.evaluation_result where evaluation = ? order by item limit 1").param(
                                evaluation).update();
    }

    private List<String> texts(String table, String column, String project) {
        return platform.getBean(JdbcClient.class).sql("select " + column + " from orchestrator." + table
                + " where project = ?").param(project).query(String.class).list();
    }

    /** A project with a frozen suite and a base version of that name. */
    private String project(String name, String model) throws Exception {
        byte[] file = (IntStream.range(0, QUESTIONS).mapToObj(i -> "{\"prompt\":\"Which limit holds for pool " + i
                + " of "
                + name + "?\",\"answer\":\"The limit is " + i * 13 + ".\",\"value\":\"" + i * 13 + "\"}").collect(
                        Collectors.joining("\n")) + "\n").getBytes(StandardCharsets.UTF_8);
        Digest content = Digest.of(file);
        platform.getBean(ObjectStore.class).put(SentFiles.key(new ProjectId(name), content), file);
        String freezing = "{\"name\":\"limits\",\"reason\":\"\",\"file\":{\"path\":\"limits.jsonl\",\"content\":\""
                + content
                + "\",\"type\":\"qa\",\"personalData\":\"none\"}}";
        await().atMost(Duration.ofMinutes(1)).until(() -> ask(name, "POST", SUITES, freezing).body().path(
                "state").asString("").equals("frozen"));
        platform.getBean(Models.class).register(NewModelVersion.base(new ProjectId(name), "limits", new ProviderModel(
                "vendor", model, true), List.of()));
        return name;
    }

    private void price(String connection, String model) {
        for (String kind : List.of("INPUT", "OUTPUT")) {
            platform.getBean(JdbcClient.class).sql(
                    "insert into orchestrator.price (connection, base_model, kind, amount,"
                            + " currency, per_tokens, source, observed_on, effective_from) values (?, ?, ?, 2, 'USD', 1000000,"
                            + " 'a test', date '2020-01-01', date '2020-01-01')").params(connection, model,
                                    kind).update();
        }
    }

    private static String wish(String more) {
        return "{\"version\":\"limits@1\",\"suites\":[\"limits@1\"],\"measures\":[\"form\"]" + more + "}";
    }

    private String started(String project, String key, String body) throws IOException, InterruptedException {
        Answer answer = ask(project, "POST", EVALUATIONS, body, key);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
        return id(answer.body());
    }

    private String problem(String project, String body) throws IOException, InterruptedException {
        Answer answer = ask(project, "POST", EVALUATIONS, body, "key of " + body);
        return answer.status() + " " + answer.body();
    }

    private static String id(JsonNode evaluation) {
        return evaluation.path("id").asString();
    }

    private JsonNode awaited(String project, String id) {
        return await().atMost(Duration.ofMinutes(1)).until(() -> ask(project, "GET", EVALUATIONS + "/" + id, "").body(),
                body -> !body.path("state").asString("").equals("running"));
    }

    /** Until something was asked and did not come. */
    private void awaitTries(String project) {
        await().atMost(Duration.ofMinutes(1)).until(() -> platform.getBean(JdbcClient.class).sql(
                "select count(*) from orchestrator.evaluation_output where project = ? and retry_at is not null").param(
                        project).query(Integer.class).single() > 0);
    }

    private List<Charge> charges(String project, JsonNode evaluation) {
        return platform.getBean(Ledger.class).charges(new ProjectId(project), spender(evaluation));
    }

    private List<Reservation> reservations(String project, JsonNode evaluation) {
        return platform.getBean(Ledger.class).reservations(new ProjectId(project), spender(evaluation));
    }

    private static RunId spender(JsonNode evaluation) {
        return new EvaluationId(id(evaluation)).spender();
    }

    private Answer ask(String project, String method, String path, String body) throws IOException,
            InterruptedException {
        return ask(project, method, path, body, "any");
    }

    private Answer ask(String project, String method, String path, String body, String key) throws IOException,
            InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + platform.getEnvironment().getProperty("local.server.port") + path)).header("Authorization", "Bearer "
                        + Files.readString(home.resolve("admin.key")).strip()).header("X-Attune-Project",
                                project).header(
                                        "Idempotency-Key", Digest.of(key).hex()).header("Content-Type",
                                                "application/json").method(
                                                        method, body.isEmpty()
                                                                ? HttpRequest.BodyPublishers.noBody()
                                                                : HttpRequest.BodyPublishers.ofString(body));
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body().startsWith("{")
                    ? JsonMapper.shared().readTree(response.body())
                    : JsonMapper.shared().createObjectNode());
        }
    }
}
