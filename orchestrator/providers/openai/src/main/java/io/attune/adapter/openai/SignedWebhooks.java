package io.attune.adapter.openai;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.attune.kernel.PlatformException;
import io.attune.provider.ProviderJobId;
import io.attune.provider.Webhooks;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Checks deliveries signed as the Standard Webhooks specification 1.0 says: HMAC-SHA256 over
 * {@code id.timestamp.body}, in Base64 after {@code v1,}; several signatures are separated by spaces.
 */
final class SignedWebhooks implements Webhooks {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int BODY_BYTES_MAX = 1 << 20;
    private static final String JOB_EVENTS = "fine_tuning.job.";

    private final String connection;
    private final Supplier<String> secret;
    private final InstantSource clock;

    SignedWebhooks(String connection, Supplier<String> secret, InstantSource clock) {
        this.connection = connection;
        this.secret = secret;
        this.clock = clock;
    }

    @Override
    public Delivery verify(Map<String, List<String>> headers, byte[] body) {
        String id = header(headers, "webhook-id");
        String timestamp = header(headers, "webhook-timestamp");
        String signatures = header(headers, "webhook-signature");
        if (body.length > BODY_BYTES_MAX) {
            throw unverified("it has " + body.length + " bytes", "Deliveries have at most " + BODY_BYTES_MAX + ".");
        }
        if (!isSigned(signatures, sign(id, timestamp, body))) {
            throw unverified("its signature is wrong", "Check that the webhook secret is the one the provider shows.");
        }
        Instant sentAt = time(timestamp);
        Instant now = clock.instant();
        if (sentAt.isBefore(now.minus(TOLERANCE)) || sentAt.isAfter(now.plus(TOLERANCE))) {
            throw unverified("it was signed at " + sentAt + " and it is " + now,
                    "Check this machine's clock; a delivery is taken within " + TOLERANCE.toMinutes() + " minutes.");
        }
        return read(id, sentAt, body);
    }

    private static boolean isSigned(String signatures, byte[] wanted) {
        boolean found = false;
        for (String signature : signatures.split(" ", -1)) {
            if (signature.startsWith("v1,")) {
                found |= MessageDigest.isEqual(wanted, decoded(signature.substring(3)));
            }
        }
        return found;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private byte[] sign(String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    private byte[] key() {
        String text = secret.get().strip();
        byte[] key = text.startsWith("whsec_") ? decoded(text.substring(6)) : text.getBytes(StandardCharsets.UTF_8);
        if (key.length == 0) {
            throw unverified("there is no usable secret to check it with",
                    "Put the secret the provider shows, beginning with whsec_, where the connection looks for it.");
        }
        return key;
    }

    private Instant time(String timestamp) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(timestamp));
        } catch (NumberFormatException | DateTimeException e) {
            throw unverified("its time is not a number of seconds", "");
        }
    }

    private Delivery read(String id, Instant sentAt, byte[] body) {
        try {
            JsonNode event = Transport.JSON.readTree(body);
            String type = event.path("type").stringValue("");
            String about = event.path("data").path("id").stringValue("");
            return new Delivery(id, sentAt, type,
                    type.startsWith(JOB_EVENTS) && !about.isBlank() ? new ProviderJobId(about) : null);
        } catch (JacksonException e) {
            throw unverified("it is signed but not JSON", "");
        }
    }

    private String header(Map<String, List<String>> headers, String name) {
        String value = find(headers, name);
        if (value == null || value.isBlank()) {
            throw unverified("the header " + name + " is missing", "");
        }
        return value.strip();
    }

    private static @Nullable String find(Map<String, List<String>> headers, String name) {
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
                return header.getValue().getFirst();
            }
        }
        return null;
    }

    private PlatformException unverified(String why, String nextStep) {
        return new PlatformException(UNVERIFIED,
                "A webhook delivery for connection '" + connection + "' was not taken: " + why, nextStep);
    }
}
