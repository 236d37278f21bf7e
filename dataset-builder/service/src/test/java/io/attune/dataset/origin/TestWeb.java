package io.attune.dataset.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.kernel.Digest;

/** A server of files that knows ETags. */
final class TestWeb implements AutoCloseable {
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;

    TestWeb() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return "http://127.0.0.1:" + port();
    }

    void serve(String path, String content) {
        files.put(path, content);
    }

    /** Of the answers for files that are there. */
    List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String content = files.get(exchange.getRequestURI().getPath());
            if (content == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            String etag = "\"" + Digest.of(content).shortForm() + "\"";
            exchange.getResponseHeaders().add("ETag", etag);
            boolean same = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            statuses.add(same ? 304 : 200);
            byte[] body = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : body.length);
            if (!same) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
