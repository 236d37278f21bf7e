package io.attune.provider.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.attune.provider.testkit.VendorAbilities.Notifies;

import static org.awaitility.Awaitility.await;

/** Takes what a vendor delivers. */
final class WebhookReceiver implements AutoCloseable {
    private final HttpServer http;
    private final List<Raw> received = new CopyOnWriteArrayList<>();

    /** A delivery as it came. */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Raw(Map<String, List<String>> headers, byte[] body) {}

    private WebhookReceiver() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/", exchange -> {
            try (exchange) {
                received.add(new Raw(Map.copyOf(exchange.getRequestHeaders()),
                        exchange.getRequestBody().readAllBytes()));
                exchange.sendResponseHeaders(204, -1);
            }
        });
    }

    /** One to which the vendor delivers from now on. */
    static WebhookReceiver of(Notifies vendor) {
        try {
            WebhookReceiver receiver = new WebhookReceiver();
            receiver.http.start();
            vendor.notifyAt(URI.create("http://127.0.0.1:" + receiver.http.getAddress().getPort() + "/hooks"));
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Raw> awaitCount(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> received.size() >= count);
        return List.copyOf(received);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
