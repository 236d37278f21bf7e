package io.attune.orchestrator.schedule;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Schedules over HTTP. */
class ScheduleWebIT {
    private static final String LOOKER = "looker-of-this-test";

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.put("attune.api-keys[0].name", "looker");
        settings.put("attune.api-keys[0].sha256", Digest.of(LOOKER.getBytes(StandardCharsets.UTF_8)).hex());
        platform = RecipesAndSchedules.start(settings);
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        http.close();
        platform.close();
    }

    @Test
    void the_times_to_come_are_shown_on_the_schedules_clock_with_what_keeps_them_from_starting() throws Exception {
        apply("nightly", "{cron: '0 3 * * *', zone: Asia/Kolkata, holidays: ['%s']}".formatted(tomorrow(
                "Asia/Kolkata")));

        JsonNode next = json(send("GET", "/nightly/next?days=5", "", Map.of()));

        assertThat(next.get("items")).hasSize(5).allSatisfy(
                item -> assertThat(item.get("local").stringValue()).endsWith("T03:00:00+05:30"));
        assertThat(next.get("items").valueStream().map(item -> item.get("skipped").stringValue())).containsOnlyOnce(
                "holiday " + tomorrow("Asia/Kolkata"));
        assertThat(json(send("GET", "/nightly", "", Map.of())).get("next")).hasSize(5);
        assertThat(send("GET", "/nightly/next?days=0", "", Map.of()).statusCode()).isEqualTo(400);
    }

    @Test
    void a_schedule_is_paused_under_the_condition_that_it_is_what_the_caller_saw() throws Exception {
        apply("rests", "{cron: '0 3 * * *'}");
        String seen = send("GET", "/rests", "", Map.of()).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> paused = send("POST", "/rests/pause", "", Map.of("If-Match", seen));

        assertThat(json(paused).get("pausedBy").stringValue()).isEqualTo("admin");
        HttpResponse<String> stale = send("POST", "/rests/resume", "", Map.of("If-Match", seen));
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(json(stale).get("code").stringValue()).isEqualTo("schedule-changed");
        assertThat(json(send("POST", "/rests/resume", "", Map.of())).get("paused").booleanValue()).isFalse();
        assertThat(audited("rests")).containsExactly("schedule.pause", "schedule.resume");
    }

    @Test
    void a_backfill_does_each_due_time_of_the_past_once() throws Exception {
        apply("late", "{cron: '0 * * * *'}");
        Instant to = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(1));
        String span = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(to.minus(Duration.ofHours(3)), to);

        HttpResponse<String> accepted = send("POST", "/late/backfill", span, Map.of("Idempotency-Key", "k1"));

        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(times(json(accepted))).hasSize(3).first().isEqualTo(to.minus(Duration.ofHours(3)).toString());
        List<String> done = await().atMost(Duration.ofSeconds(60)).until(() -> outcomes("late"),
                outcomes -> outcomes.stream().noneMatch(outcome -> outcome.endsWith("firing")));
        assertThat(done).containsExactlyInAnyOrder("backfill admin started", "backfill admin skipped",
                "backfill admin skipped");
        assertThat(send("POST", "/late/backfill", span, Map.of("Idempotency-Key", "k2")).statusCode()).isEqualTo(202);
        assertThat(outcomes("late")).isEqualTo(done);
    }

    @Test
    void times_that_were_missed_while_paused_can_be_made_up_for_and_say_so() throws Exception {
        apply("seconds", "{cron: 'quartz:* * * * * ?'}");
        send("POST", "/seconds/pause", "", Map.of());
        await().atMost(Duration.ofSeconds(60)).until(() -> outcomes("seconds"), outcomes -> outcomes.contains(
                "clock schedule skipped"));
        Instant skipped = firing("seconds", "paused by admin");
        String span = "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(skipped, skipped.plusMillis(1));

        JsonNode reopened = json(send("POST", "/seconds/backfill", span, Map.of("Idempotency-Key", "k1")));

        assertThat(reopened.get("items").get(0).get("earlier").stringValue()).isEqualTo("skipped: paused by admin");
        await().atMost(Duration.ofSeconds(60)).until(() -> outcomes("seconds"), outcomes -> outcomes.stream().anyMatch(
                outcome -> outcome.equals("backfill admin started") || outcome.equals("backfill admin skipped")));
    }

    @Test
    void what_cannot_be_backfilled_is_said() throws Exception {
        apply("refused", "{cron: '* * * * *'}");
        String year = "{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2021-01-01T00:00:00Z\"}";
        String future = "{\"from\":\"2020-01-01T00:00:00Z\",\"to\":\"2999-01-01T00:00:00Z\"}";

        assertThat(send("POST", "/refused/backfill", year, Map.of()).body()).contains("Idempotency-Key");
        assertThat(send("POST", "/refused/backfill", year, Map.of("Idempotency-Key", "k")).body()).contains(
                "More than 500 due times");
        assertThat(send("POST", "/refused/backfill", future, Map.of("Idempotency-Key", "k")).body()).contains(
                "is no span of the past");
        assertThat(send("POST", "/refused/backfill", "{}", Map.of("Idempotency-Key", "k")).body()).contains(
                "has no 'from'");
        assertThat(outcomes("refused")).doesNotContain("backfill admin firing");
    }

    @Test
    void who_may_only_look_changes_nothing() throws Exception {
        apply("guarded", "{cron: '0 3 * * *'}");
        Map<String, String> looker = Map.of("Authorization", "Bearer " + LOOKER, "Idempotency-Key", "k");

        assertThat(send("GET", "/guarded/firings", "", looker).statusCode()).isEqualTo(200);
        for (String verb : List.of("pause", "resume", "run-now")) {
            assertThat(send("POST", "/guarded/" + verb, "", looker).statusCode()).as(verb).isEqualTo(403);
        }
        assertThat(send("POST", "/guarded/backfill", "{}", looker).statusCode()).isEqualTo(403);
        assertThat(send("GET", "/nobody", "", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void firings_are_read_page_by_page() throws Exception {
        apply("paged", "{cron: '0 3 * * *'}");
        for (int i = 0; i < 3; i++) {
            send("POST", "/paged/run-now", "", Map.of("Idempotency-Key", "k" + i));
        }

        JsonNode first = json(send("GET", "/paged/firings?limit=2", "", Map.of()));
        JsonNode rest = json(send("GET", "/paged/firings?limit=2&cursor=" + first.get("nextCursor").stringValue(), "",
                Map.of()));

        assertThat(times(first)).hasSize(2).doesNotContainAnyElementsOf(times(rest));
        assertThat(times(rest)).hasSize(1);
    }

    private static void apply(String name, String schedule) {
        platform.getBean(Recipes.class).apply(ProjectId.DEFAULT, "ann", """
                recipe: %s
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                schedule: %s
                """.formatted(name, schedule), Map.of());
    }

    private static String tomorrow(String zone) {
        return Instant.now().atZone(java.time.ZoneId.of(zone)).toLocalDate().plusDays(1).toString();
    }

    private static List<String> outcomes(String recipe) {
        return platform.getBean(JdbcClient.class).sql(
                "select cause || ' ' || actor || ' ' || outcome from orchestrator.firing where recipe = ?"
                        + " order by scheduled_at").params(recipe).query(String.class).list();
    }

    private static Instant firing(String recipe, String reason) {
        return platform.getBean(FiringStore.class).last(ProjectId.DEFAULT, recipe, null, 100).stream().filter(
                firing -> firing.reason().equals(reason)).findFirst().orElseThrow().scheduledAt();
    }

    private static List<String> audited(String recipe) {
        return platform.getBean(JdbcClient.class).sql(
                "select action from platform.audit_event where subject = ? and action like 'schedule.%' order by sequence").params(
                        recipe).query(String.class).list();
    }

    private static List<String> times(JsonNode page) {
        return page.get("items").valueStream().map(item -> item.get("scheduledAt").stringValue()).toList();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + platform.getEnvironment().getProperty("local.server.port") + "/api/v1/schedules" + path)).method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).setHeader(
                                "Authorization", "Bearer " + Files.readString(home.resolve("admin.key")).strip());
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
