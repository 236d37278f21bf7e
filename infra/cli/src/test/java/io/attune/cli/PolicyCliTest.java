package io.attune.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** The commands on policies, against a small real server in the platform's place. */
class PolicyCliTest {
    private static final String STANDS = """
            {"version":3,"digest":"sha256:aa","setBy":"ann","setAt":"2026-01-01T00:00:00Z","policy":{"policy":"gates",
             "minimum":50,"gates":[{"suite":"all","measure":"exact-value","arm":"tuned","atLeast":0.9}]}}""";

    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();
    private final List<String> requests = new ArrayList<>();
    private String stands = STANDS;
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
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst(
                        "If-Match") + " " + new String(exchange.getRequestBody().readAllBytes(),
                                StandardCharsets.UTF_8));
        String body = exchange.getRequestURI().getPath().endsWith("/history")
                ? "{\"items\":[" + stands + "]}"
                : stands;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void thePolicyInForceIsShownInTheWordsInWhichItIsWritten() {
        assertThat(run("policy", "gates")).isZero();
        assertThat(run("policy")).isZero();
        assertThat(run("policy", "gates", "history")).isZero();

        assertThat(screen.out()).contains("version 3, set by ann", "minimum: 50", "measure: exact-value",
                "atLeast: 0.9", "sha256:aa");
    }

    @Test
    void aFileIsPutInThePlaceOfTheVersionThatWasSeen() throws IOException {
        Path file = Files.writeString(root.resolve("gates.yaml"), "policy: gates\ngates: []\n");

        assertThat(run("policy", "gates", "set", file.toString())).isZero();
        assertThat(requests).last().asString().startsWith("PUT /api/v1/policies/gates \"3\" ").contains(
                "policy: gates");
        assertThat(run("policy", "gates", "set", root.resolve("nowhere.yaml").toString())).isEqualTo(2);
    }

    @Test
    void withoutAPolicyTheNextStepIsSaid() {
        stands = "{\"version\":0,\"digest\":\"sha256:bb\",\"policy\":{\"policy\":\"gates\",\"gates\":[]}}";

        assertThat(run("policy", "gates", "show")).isZero();
        assertThat(screen.out()).contains("no policy", "attune policy gates set FILE");
    }

    @Test
    void aRuleOfPromotionsTakesThePlaceOfTheOneOfItsAlias() {
        stands = """
                {"version":3,"digest":"sha256:aa","setBy":"ann","rules":[{"alias":"champion","approvals":1,"gates":true},
                 {"alias":"prod-*","approvals":2,"gates":false}]}""";

        assertThat(run("policy", "promotions")).isZero();
        assertThat(run("policy", "promotions", "history")).isZero();
        assertThat(run("policy", "promotions", "set", "champion", "--approvals", "2")).isZero();
        assertThat(requests).last().asString().startsWith("PUT /api/v1/policies/promotions \"3\" ").contains(
                "{\"alias\":\"prod-*\",\"approvals\":2,\"gates\":false},"
                        + "{\"alias\":\"champion\",\"approvals\":2,\"gates\":false}");
        assertThat(run("policy", "promotions", "remove", "prod-*")).isZero();
        assertThat(requests).last().asString().doesNotContain("prod-*").contains("champion");
        assertThat(screen.out()).contains("version 3, set by ann", "champion: approvals 1, gates must hold",
                "prod-*: approvals 2");
    }

    private int run(String... args) {
        return AttuneCli.run(new Cli(screen.piped(), screen.clock(), duration -> screen.advance(duration), Map.of(
                "ATTUNE_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "ATTUNE_KEY", "secret"),
                new Installation(root, Path.of("java"))), args);
    }
}
