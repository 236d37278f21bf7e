package io.attune.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

/** The commands on suites, against a small real server in the platform's place. */
class SuiteCliTest {
    private static final String LIMITS = """
            {"suite":"limits@1","name":"limits","version":1,"digest":"sha256:aa","examples":30,
             "attributes":{"area":{"examples":30,"values":3}},"gives":{"reference":30,"value":28},
             "frozenBy":"ann","frozenAt":"2026-01-01T00:00:00Z","reason":"agreed","recipes":["tone"],
             "withdrawn":null}""";

    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();
    private final Map<String, Deque<String>> answers = new HashMap<>();
    private final List<String> bodies = new ArrayList<>();
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
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        bodies.add(request + " " + body);
        Deque<String> prepared = answers.getOrDefault(request, new ArrayDeque<>(List.of("{\"known\":true}")));
        byte[] answer = (prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst()).getBytes(
                StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void aSuiteShowsWhatItGivesHowItCanBeSlicedAndWhoUsesIt() {
        answers.put("GET /api/v1/suites/limits/1", new ArrayDeque<>(List.of(LIMITS)));

        assertThat(run("suite", "show", "limits@1")).isZero();

        assertThat(screen.out()).contains("limits@1", "30 examples", "reference 30, value 28",
                "used by   tone").contains(
                        ": agreed").containsPattern("area +30 +3");
        assertThat(run("suite", "show", "limits")).isEqualTo(2);
    }

    @Test
    void aFileOfQuestionsIsSentBuiltAndFrozen() throws IOException {
        Path file = Files.writeString(root.resolve("limits.jsonl"),
                "{\"prompt\": \"Which limit?\", \"answer\": \"3\", \"value\": \"3\"}\n");
        answers.put("POST /api/v1/suites", new ArrayDeque<>(List.of(
                "{\"state\":\"building\",\"suite\":null,\"progress\":[{\"step\":\"read\",\"done\":0,\"total\":1}]}",
                "{\"state\":\"frozen\",\"suite\":" + LIMITS + ",\"progress\":[]}")));

        assertThat(run("suite", "freeze", file.toString())).isEqualTo(2);
        assertThat(screen.err()).contains("--name", "--personal-data");
        assertThat(run("suite", "freeze", file.toString(), "--name", "limits", "--personal-data", "none")).isZero();

        assertThat(bodies).filteredOn(body -> body.startsWith("POST")).hasSize(2).allSatisfy(body -> assertThat(
                body).contains("\"type\":\"qa\"", "sha256:", "\"personalData\":\"none\""));
        assertThat(screen.out()).contains("{dataset: limits@1, measures: [...]}");
    }

    @Test
    void aVersionIsFrozenByItsNumber() {
        answers.put("POST /api/v1/suites", new ArrayDeque<>(List.of("{\"state\":\"frozen\",\"suite\":" + LIMITS
                + ",\"progress\":[]}")));

        assertThat(run("suite", "freeze", "limits@1", "--reason", "agreed")).isZero();

        assertThat(bodies).singleElement().asString().contains("\"version\":\"1\"", "\"reason\":\"agreed\"");
    }

    private int run(String... args) {
        return AttuneCli.run(new Cli(screen.piped(), screen.clock(), duration -> screen.advance(duration), Map.of(
                "ATTUNE_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "ATTUNE_KEY", "secret"),
                new Installation(root, Path.of("java"))), args);
    }
}
