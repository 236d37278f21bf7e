package io.attune.provider.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.PlatformException;
import io.attune.provider.ProviderJob;
import io.attune.provider.Webhooks;
import io.attune.provider.Webhooks.Delivery;
import io.attune.provider.testkit.VendorAbilities.Notifies;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Signed deliveries are believed, all others are not. */
abstract class NotifyingCases {
    abstract ExamRoom room();

    @Test
    void a_delivery_tells_which_job_ended() {
        Webhooks webhooks = room().ability(Webhooks.class);
        try (WebhookReceiver receiver = WebhookReceiver.of(room().vendorAs(Notifies.class))) {
            ProviderJob job = room().trained("key-1");

            Delivery delivery = verify(webhooks, receiver.awaitCount(1).getFirst());

            assertThat(delivery.job()).isEqualTo(job.id());
            assertThat(delivery.sentAt()).isEqualTo(ExamRoom.NOON);
            assertThat(delivery.id()).isNotBlank();
            assertThat(delivery.event()).isNotBlank();
        }
    }

    @Test
    void repeats_carry_the_same_id_and_may_come_in_any_order() {
        Webhooks webhooks = room().ability(Webhooks.class);
        Notifies vendor = room().vendorAs(Notifies.class);
        try (WebhookReceiver receiver = WebhookReceiver.of(vendor)) {
            vendor.copies(2);
            vendor.hold();
            ProviderJob first = room().trained("key-1");
            ProviderJob second = room().trained("key-2");
            room().clock().advance(Duration.ofHours(1));
            vendor.release();

            List<Delivery> seen = receiver.awaitCount(4).stream().map(raw -> verify(webhooks, raw)).toList();

            assertThat(seen).extracting(Delivery::job).containsOnly(first.id(), second.id());
            assertThat(seen).extracting(Delivery::id).hasSize(4).doesNotContainNull();
            assertThat(seen.stream().map(Delivery::id).distinct()).hasSize(2);
        }
    }

    @Test
    void a_changed_body_a_changed_time_and_a_missing_or_foreign_signature_are_not_taken() {
        Webhooks webhooks = room().ability(Webhooks.class);
        try (WebhookReceiver receiver = WebhookReceiver.of(room().vendorAs(Notifies.class))) {
            room().trained("key-1");
            WebhookReceiver.Raw good = receiver.awaitCount(1).getFirst();
            byte[] changed = new String(good.body(), StandardCharsets.UTF_8).replace("succeeded", "cancelled").getBytes(
                    StandardCharsets.UTF_8);
            assertRefused(webhooks, good.headers(), changed);
            for (String header : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
                assertRefused(webhooks, with(good.headers(), header, "1795348801"), good.body());
                assertRefused(webhooks, without(good.headers(), header), good.body());
            }
        }
    }

    @Test
    void a_delivery_from_long_ago_is_not_taken() {
        Webhooks webhooks = room().ability(Webhooks.class);
        try (WebhookReceiver receiver = WebhookReceiver.of(room().vendorAs(Notifies.class))) {
            room().trained("key-1");
            WebhookReceiver.Raw good = receiver.awaitCount(1).getFirst();
            room().clock().advance(Duration.ofMinutes(5));
            verify(webhooks, good);
            room().clock().advance(Duration.ofSeconds(1));

            assertRefused(webhooks, good.headers(), good.body());
        }
    }

    private static Delivery verify(Webhooks webhooks, WebhookReceiver.Raw raw) {
        return webhooks.verify(raw.headers(), raw.body());
    }

    private static void assertRefused(Webhooks webhooks, Map<String, List<String>> headers, byte[] body) {
        assertThatThrownBy(() -> webhooks.verify(headers, body)).isInstanceOfSatisfying(PlatformException.class,
                e -> assertThat(e.code()).isEqualTo(Webhooks.UNVERIFIED));
    }

    private static Map<String, List<String>> with(Map<String, List<String>> headers, String name, String value) {
        Map<String, List<String>> changed = without(headers, name);
        changed.put(name, new ArrayList<>(List.of(value)));
        return changed;
    }

    private static Map<String, List<String>> without(Map<String, List<String>> headers, String name) {
        Map<String, List<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        changed.putAll(headers);
        changed.remove(name);
        return changed;
    }
}
