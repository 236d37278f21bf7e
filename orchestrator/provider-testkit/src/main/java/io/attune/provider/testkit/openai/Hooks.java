package io.attune.provider.testkit.openai;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/** Sends signed webhooks, as the Standard Webhooks specification says; nobody waits for them. Thread-safe. */
final class Hooks implements AutoCloseable {
    private static final String PREFIX = "whsec_";

    private final Names names;
    private final byte[] key;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Delivery> waiting = new ArrayList<>();
    private @Nullable URI target;
    private int copies = 1;
    private boolean held;

    private record Delivery(String id, String body) {}

    Hooks(Names names, String secretText) {
        this.names = names;
        this.key = secretText.getBytes(StandardCharsets.UTF_8);
    }

    /** What a receiver checks signatures with. */
    String secret() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    synchronized void target(URI uri) {
        target = uri;
    }

    synchronized void copies(int count) {
        copies = count;
    }

    synchronized void hold() {
        held = true;
    }

    synchronized void release() {
        held = false;
        waiting.reversed().forEach(this::send);
        waiting.clear();
    }

    /** Tells that a job ended; only its id is in the delivery. */
    synchronized void jobEnded(String job, String state) {
        if (target == null) {
            return;
        }
        String id = names.next("evt");
        String body = Json.object().put("id", id).put("object", "event").put("created_at", names.now()).put("type",
                "fine_tuning.job." + state).set("data", Json.object().put("id", job)).toString();
        Delivery delivery = new Delivery(id, body);
        for (int i = 0; i < copies; i++) {
            if (held) {
                waiting.add(delivery);
            } else {
                send(delivery);
            }
        }
    }

    private void send(Delivery delivery) {
        URI to = target;
        if (to == null) {
            return;
        }
        String timestamp = Long.toString(names.now());
        HttpRequest request = HttpRequest.newBuilder(to).timeout(Duration.ofSeconds(10)).header("Content-Type",
                "application/json").header("webhook-id", delivery.id()).header("webhook-timestamp", timestamp).header(
                        "webhook-signature", "v1," + sign(delivery.id() + "." + timestamp + "."
                                + delivery.body())).POST(
                                        BodyPublishers.ofString(delivery.body())).build();
        // a receiver that is not there misses it, as it would the vendor's
        http.sendAsync(request, BodyHandlers.discarding()).exceptionally(failure -> null);
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
