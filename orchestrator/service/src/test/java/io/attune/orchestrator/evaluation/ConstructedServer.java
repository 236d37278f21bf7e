package io.attune.orchestrator.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Models of known quality behind one address, which speaks to providers' adapters as a vendor and to the engine as the retrieval
 * runtime. What a model makes of a question is its {@link Fate}; a question is answered and billed once for each
 * {@code Idempotency-Key}.
 */
final class ConstructedServer implements AutoCloseable {
    static {
        // answers are written in two pieces; without this each waits for the acknowledgement of the first
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NUMBER = Pattern.compile("part-([0-9]+)");
    /** The text that every document has; passages and citations are of its first characters. */
    static final String DOCUMENT = "The value of every part stands in this document.";

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, List<Fate>> models = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> billed = new ConcurrentHashMap<>();
    private final AtomicInteger asked = new AtomicInteger();

    private ConstructedServer() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
    }

    static ConstructedServer open() {
        try {
            ConstructedServer server = new ConstructedServer();
            server.http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI root() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Serves a model; the fate of question {@code i} stands at {@code i}. */
    void serve(String model, List<Fate> fates) {
        models.put(model, List.copyOf(fates));
    }

    static String question(int number) {
        return "What is the value of part-" + number + "?";
    }

    static String value(int number) {
        return "value-" + number;
    }

    static String reference(int number) {
        return "The value is `" + value(number) + "`.";
    }

    /** How many answers were paid for. */
    int billed() {
        return billed.size();
    }

    /** How many requests for an answer came. */
    int asked() {
        return asked.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/chat/completions")) {
            converse(exchange, JSON.readTree(sent));
        } else if (path.endsWith("/search")) {
            reply(exchange, 200, JSON.writeValueAsString(Map.of("items", List.of(Map.of("document", "parts", "revision",
                    1, "start", 0, "end", 9, "text", DOCUMENT.substring(0, 9))))));
        } else {
            reply(exchange, 200, JSON.writeValueAsString(Map.of("text", DOCUMENT)));
        }
    }

    private void converse(HttpExchange exchange, JsonNode body) throws IOException {
        asked.incrementAndGet();
        Matcher number = NUMBER.matcher(body.path("messages").toString());
        int question = number.find() ? Integer.parseInt(number.group(1)) : 0;
        Fate fate = models.get(body.path("model").asString("")).get(question);
        switch (fate) {
            case SILENT -> waitForever();
            case BROKEN -> reply(exchange, 500, "{\"error\": {\"message\": \"not now\"}}");
            case GARBLED -> reply(exchange, 200, "<html>busy</html>");
            case REFUSED -> reply(exchange, 400,
                    "{\"error\": {\"message\": \"no\", \"code\": \"provider-refused\"}}");
            case RIGHT -> say(exchange, reference(question), "stop");
            case WRONG -> say(exchange, "maybe other-" + question, "stop");
            case JUNK -> say(exchange, "\u0000{{ \ufffd]] \u0007" + "<|0|>".repeat(60), "stop");
            case DECLINED -> say(exchange, "I don't know.", "stop");
            case CUT -> say(exchange, reference(question), "length");
            case FILTERED -> say(exchange, reference(question), "content_filter");
        }
    }

    private void say(HttpExchange exchange, String text, String end) throws IOException {
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        billed.computeIfAbsent(String.valueOf(key), k -> new AtomicInteger()).incrementAndGet();
        Map<String, Object> body = new TreeMap<>();
        body.put("choices", List.of(Map.of("index", 0, "finish_reason", end, "message", Map.of("role", "assistant",
                "content", text))));
        body.put("usage", Map.of("prompt_tokens", 10, "completion_tokens", 5, "total_tokens", 15));
        body.put("attune", Map.of("abstained", false, "grounding", "full", "citations", List.of(Map.of("document",
                "parts", "revision", 1, "start", 0, "end", 9, "quote", DOCUMENT.substring(0, 9)))));
        reply(exchange, 200, JSON.writeValueAsString(body));
    }

    /** Until the test is over; whoever asked has gone long before. */
    private void waitForever() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
