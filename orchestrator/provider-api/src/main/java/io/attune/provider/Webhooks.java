package io.attune.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;

/**
 * Ability: the provider tells by a signed HTTP request when something happened. A delivery is a hint to look, never a
 * fact: it may come late, twice, out of order or not at all, and says nothing that {@link FineTuneProvider#poll} does
 * not say.
 */
public interface Webhooks {
    /** The delivery's signature is missing, wrong or too old, or nothing is configured to check it with. */
    ErrorCode UNVERIFIED = new ErrorCode("webhook-unverified", ErrorKind.FORBIDDEN);

    /**
     * Checks a delivery's signature, in constant time, and reads what it is about.
     *
     * @param headers as they came; names in any case
     * @param body as it came, byte for byte
     * @throws PlatformException {@link #UNVERIFIED}; the message never holds the secret or a signature
     */
    Delivery verify(Map<String, List<String>> headers, byte[] body);

    /**
     * A delivery whose signature is right.
     *
     * @param id the same for every repeat of one delivery
     * @param sentAt when this attempt was signed
     * @param event the provider's own word, such as {@code fine_tuning.job.succeeded}
     * @param job what it is about, null when it is about no job
     */
    record Delivery(String id, Instant sentAt, String event, @Nullable ProviderJobId job) {}
}
