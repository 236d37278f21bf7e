package io.attune.bench.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a simulated vendor. Conversations it can answer by itself: each takes a time in one of so many slots, as on a
 * server with a model, and is counted. Everything else goes on to the vendor.
 */
final class ChatServer implements AutoCloseable {
    private static final String CONVERSATIONS = "/chat/completions";
    private static final byte[] ANSWER = """
            {"id": "chatcmpl-bench", "object": "chat.completion", "created": 1767225600, "model": "bench", "choices": [
             {"index": 0, "logprobs": null, "finish_reason": "stop", "message": {"role": "assistant", "refusal": null,
              "content": "The default value of this property is `value-17`, which the client reads at its start."}}],
             "usage": {"prompt_tokens": 24, "completion_tokens": 19, "total_tokens": 43}}""".getBytes(
            StandardCharsets.UTF_8);

    private final URI vendor;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong first = new AtomicLong();
    private final AtomicLong last = new AtomicLong();
    private volatile @Nullable Pace pace;

    /** How fast it answers: {@code slots} questions at once, each for a time. */
    record Pace(Duration each, Semaphore slots) {
        static Pace of(Duration each, int slots) {
            return new Pace(each, new Semaphore(slots, true));
        }
    }

    private ChatServer(URI vendor) throws IOException {
        this.vendor = vendor;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
    }

    static ChatServer before(URI vendor) throws IOException {
        ChatServer server = new ChatServer(vendor);
        server.http.start();
        return server;
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** How many conversations it answered by itself. */
    long answered() {
        return answered.get();
    }

    /** How many nanoseconds passed from the first question since the last change of pace to the newest answer. */
    long busyNanos() {
        return Math.max(0, last.get() - first.get());
    }

    /** Answers conversations by itself from now on, at this pace. */
    void answer(Pace next) {
        pace = next;
        first.set(0);
        last.set(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] asked = exchange.getRequestBody().readAllBytes();
            Pace now = pace;
            if (now != null && exchange.getRequestURI().getPath().endsWith(CONVERSATIONS)) {
                first.compareAndSet(0, System.nanoTime());
                take(now);
                answered.incrementAndGet();
                last.accumulateAndGet(System.nanoTime(), Math::max);
                send(exchange, 200, "application/json", ANSWER);
            } else {
                forward(exchange, asked);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void take(Pace now) throws InterruptedException {
        now.slots().acquire();
        try {
            if (now.each().isPositive()) {
                Thread.sleep(now.each());
            }
        } finally {
            now.slots().release();
        }
    }

    private void forward(HttpExchange exchange, byte[] asked) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(vendor.resolve(exchange.getRequestURI())).method(
                exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(asked));
        for (Map.Entry<String, List<String>> header : exchange.getRequestHeaders().entrySet()) {
            String name = header.getKey();
            if (name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("Content-Type")
                    || name.equalsIgnoreCase("Idempotency-Key")) {
                header.getValue().forEach(value -> request.header(name, value));
            }
        }
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        send(exchange, answer.statusCode(), answer.headers().firstValue("Content-Type").orElse("application/json"),
                answer.body());
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
