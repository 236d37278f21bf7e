package io.attune.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** Stands between the platform and its provider and can hold one call: before it is passed on, or before its answer is. */
final class CallGate implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON = Set.of("connection", "content-length", "host", "transfer-encoding",
            "upgrade", "http2-settings", "expect");

    private final HttpServer server;
    private final URI provider;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<@Nullable Hold> hold = new AtomicReference<>();

    /** @param afterwards whether the call is passed on and only its answer held */
    private record Hold(String method, String pathEnd, boolean afterwards, CountDownLatch held,
            CountDownLatch release) {}

    CallGate(URI provider) {
        this.provider = provider;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    /** Where the platform finds what it takes for the provider. */
    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + provider.getPath());
    }

    /** Holds the next such call; {@link #awaitHeld()} returns when it is there. */
    void holdNext(String method, String pathEnd, boolean afterwards) {
        hold.set(new Hold(method, pathEnd, afterwards, new CountDownLatch(1), new CountDownLatch(1)));
    }

    void awaitHeld() {
        Hold waiting = hold.get();
        if (waiting != null) {
            await().atMost(Duration.ofSeconds(120)).until(() -> waiting.held().getCount() == 0);
        }
    }

    /** Lets the held call fail: whoever made it is gone. */
    void release() {
        Hold waiting = hold.getAndSet(null);
        if (waiting != null) {
            waiting.release().countDown();
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }

    private void pass(HttpExchange exchange) throws IOException {
        Hold waiting = hold.get();
        boolean matches = waiting != null && exchange.getRequestMethod().equals(waiting.method())
                && exchange.getRequestURI().getPath().endsWith(waiting.pathEnd());
        try (exchange) {
            if (matches && !waiting.afterwards()) {
                stop(waiting);
                return;
            }
            HttpResponse<byte[]> answer = forward(exchange);
            if (matches) {
                stop(waiting);
                return;
            }
            answer.headers().firstValue("Content-Type").ifPresent(t -> exchange.getResponseHeaders().add("Content-Type",
                    t));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Hold waiting) throws InterruptedException {
        waiting.held().countDown();
        waiting.release().await();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(provider.resolve(exchange.getRequestURI().getRawPath()
                + (exchange.getRequestURI().getRawQuery() == null
                        ? ""
                        : "?" + exchange.getRequestURI().getRawQuery()))).method(exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
