package io.attune.orchestrator.evaluation.judge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model served over HTTP that judges by a rule of the test's, and counts what it is paid for. */
public final class JudgeServer implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    /** What was answered to a key is answered again and not billed, as OpenAI's API does. */
    private final Map<String, String> byKey = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    public volatile Rule rule = call -> verdict("tie");
    /** Calls from this one on fail; 0 for none. */
    volatile int failFrom;
    volatile int failure = 500;
    /** Answers from this call on are billed and lost; 0 for none. */
    volatile int loseFrom;

    /** How it judges. */
    public interface Rule {
        String words(Call call);
    }

    /**
     * What it is shown.
     *
     * @param user the message with the data
     * @param repeated whether it is asked again
     */
    public record Call(String system, String user, boolean repeated) {

        public String first() {
            return answer("A");
        }

        public String second() {
            return answer("B");
        }

        private String answer(String side) {
            Matcher mark = Pattern.compile("[0-9a-f]{32}").matcher(system);
            if (!mark.find()) {
                throw new IllegalStateException("No mark in: " + system);
            }
            String from = "begin answer " + side + " " + mark.group() + "\n";
            int begin = user.indexOf(from) + from.length();
            return JSON.readTree(user.substring(begin, user.indexOf("\nend answer " + side + " " + mark.group(),
                    begin))).stringValue();
        }
    }

    private JudgeServer(HttpServer server) {
        this.server = server;
    }

    public static JudgeServer open() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        JudgeServer server = new JudgeServer(http);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/v1/chat/completions", server::answer);
        http.start();
        return server;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** How many calls it answered, and so billed. */
    public int billed() {
        return answered.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** How often it answered what it answered most often. */
    int mostOften() {
        return answered.values().stream().mapToInt(AtomicInteger::get).max().orElse(0);
    }

    void forget() {
        answered.clear();
        byKey.clear();
        loseFrom = 0;
        calls.set(0);
        failFrom = 0;
        failure = 500;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            int call = calls.incrementAndGet();
            if (failFrom > 0 && call >= failFrom) {
                reply(exchange, failure, Map.of("error", Map.of("message", "not now", "type", "server_error")));
                return;
            }
            String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            String before = byKey.get(key);
            if (before != null) {
                reply(exchange, 200, JSON.readTree(before));
                return;
            }
            answered.computeIfAbsent(body.path("messages").toString(), _ -> new AtomicInteger()).incrementAndGet();
            String words = rule.words(new Call(body.at("/messages/0/content").stringValue(), body.at(
                    "/messages/1/content").stringValue(), body.path("messages").size() > 2));
            Object reply = Map.of("choices", List.of(Map.of("index", 0, "finish_reason", "stop", "message", Map.of(
                    "role", "assistant", "content", words))), "usage", Map.of("prompt_tokens", 100,
                            "completion_tokens", 10));
            byKey.put(key, JSON.writeValueAsString(reply));
            if (loseFrom > 0 && call >= loseFrom) {
                return; // it is billed, and the answer never arrives
            }
            reply(exchange, 200, reply);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void reply(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    public static String verdict(String winner) {
        return "{\"winner\": \"" + winner + "\", \"reason\": \"by the rule\"}";
    }

    /** Prefers the answer in which the higher number stands behind the word quality. */
    public static String byQuality(String first, String second) {
        int difference = Integer.compare(quality(first), quality(second));
        return verdict(difference == 0 ? "tie" : difference > 0 ? "A" : "B");
    }

    private static int quality(String answer) {
        Matcher number = Pattern.compile("quality (\\d+)").matcher(answer);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
