package io.attune.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.cli.command.Cli;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.TestScreen;

/** The command line against a small real server in the platform's place, which gives prepared answers. */
final class CliStage implements AutoCloseable {
    private final Path root;
    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final HttpServer server;
    final TestScreen screen = new TestScreen();
    /** Method, path with query and body of each request. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    CliStage(Path root) throws IOException {
        this.root = root;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers to a method and path, one after the other; the last stays. */
    CliStage on(String request, String... bodies) {
        answers.put(request, new ArrayDeque<>(Arrays.asList(bodies)));
        return this;
    }

    /** An answer that is no success. */
    CliStage fails(String request, int status, String body) {
        statuses.put(request, status);
        return on(request, body);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        Deque<String> prepared = answers.getOrDefault(request, new ArrayDeque<>(List.of(
                "{\"items\":[],\"known\":true}")));
        byte[] answer = (prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst()).getBytes(
                StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(statuses.getOrDefault(request, 200), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    int run(String... args) {
        return AttuneCli.run(new Cli(screen.piped(), screen.clock(), duration -> screen.advance(duration), Map.of(
                "ATTUNE_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "ATTUNE_KEY", "secret"),
                new Installation(root, Path.of("java"))), args);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
