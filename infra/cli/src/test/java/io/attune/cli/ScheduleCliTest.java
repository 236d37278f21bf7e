package io.attune.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.cli.command.Cli;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.TestScreen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands on schedules, against a small real server in the platform's place. */
class ScheduleCliTest {
    private static final String TONE = "/api/v1/schedules/tone";

    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        requests.add(request + (key == null ? "" : " key") + " " + new String(exchange.getRequestBody().readAllBytes(),
                StandardCharsets.UTF_8));
        byte[] body = answers.getOrDefault(request, "{\"items\":[]}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void a_schedule_shows_its_rules_its_next_times_and_what_events_suggest() {
        answers.put("GET " + TONE, """
                {"recipe":"tone","words":"every day at 03:00","zone":"Europe/Berlin","misfire":"run-once",
                 "overlap":"queue","paused":true,"pausedBy":"ann","holidays":["12-25"],"blackouts":[],
                 "events":["new-data {records=500} (suggest)"],"next":["2026-11-23T02:00:00Z"],
                 "last":{"outcome":"skipped","reason":"paused by ann"}}""");
        answers.put("GET " + TONE + "/suggestions", """
                {"items":[{"madeAt":"2026-11-22T02:00:00Z","words":"the sources hold 1500 records"}]}""");

        assertThat(run("schedule", "show", "tone")).isZero();
        assertThat(screen.out()).contains("tone  paused by ann", "every day at 03:00 (Europe/Berlin)",
                "while a run is under way: queue", "holidays   12-25", "skipped: paused by ann",
                "the sources hold 1500 records");
    }

    @Test
    void the_times_to_come_are_shown_with_what_will_keep_them_from_starting() {
        answers.put("GET " + TONE + "/next?days=40",
                """
                {"items":[{"at":"2026-12-25T02:00:00Z","local":"2026-12-25T03:00:00+01:00","skipped":"holiday 12-25"}]}""");

        assertThat(run("schedule", "next", "tone", "--days", "40")).isZero();
        assertThat(screen.out()).contains("2026-12-25T03:00:00+01:00", "holiday 12-25");
    }

    @Test
    void firings_are_runs_or_reasons() {
        answers.put("GET " + TONE + "/firings?limit=20", """
                {"items":[{"scheduledAt":"2026-11-22T02:00:00Z","cause":"clock","actor":"schedule","outcome":"started",
                 "run":"run_1"},{"scheduledAt":"2026-11-21T02:00:00Z","cause":"clock","actor":"schedule",
                 "outcome":"skipped","reason":"unchanged since run_1"}]}""");

        assertThat(run("schedule", "firings", "tone")).isZero();
        assertThat(screen.out()).contains("started run_1", "skipped: unchanged since run_1");
    }

    @Test
    void what_may_start_paid_work_is_sent_with_a_key() {
        answers.put("POST " + TONE + "/run-now", "{\"outcome\":\"started\",\"run\":\"run_1\"}");

        assertThat(run("schedule", "run-now", "tone")).isZero();
        assertThat(run("schedule", "backfill", "tone", "--from", "2026-11-01T00:00:00Z", "--to",
                "2026-11-02T00:00:00+01:00")).isZero();
        assertThat(requests).containsExactly("POST " + TONE + "/run-now key {}", "POST " + TONE
                + "/backfill key {\"from\":\"2026-11-01T00:00:00Z\",\"to\":\"2026-11-01T23:00:00Z\"}");
    }

    @Test
    void what_is_no_time_is_said_before_anything_is_sent() {
        assertThat(run("schedule", "backfill", "tone", "--from", "yesterday", "--to", "2026-11-02")).isEqualTo(2);
        assertThat(screen.err()).contains("--from 'yesterday' is no time", "2026-11-01T00:00:00Z");
        assertThat(requests).isEmpty();
    }

    @Test
    void pausing_says_how_the_schedule_stands() {
        answers.put("POST " + TONE + "/pause", "{\"paused\":true,\"pausedBy\":\"ann\"}");
        answers.put("POST " + TONE + "/resume", "{\"paused\":false}");

        assertThat(run("schedule", "pause", "tone")).isZero();
        assertThat(run("schedule", "resume", "tone")).isZero();
        assertThat(screen.out()).contains("tone is paused by ann", "tone is active");
    }

    private int run(String... args) {
        return AttuneCli.run(new Cli(screen.piped(), screen.clock(), duration -> screen.advance(duration), Map.of(
                "ATTUNE_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "ATTUNE_KEY", "secret"),
                new Installation(root, Path.of("java"))), args);
    }
}
