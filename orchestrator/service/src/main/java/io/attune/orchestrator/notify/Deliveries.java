package io.attune.orchestrator.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.UuidV7;
import io.attune.orchestrator.notify.NotificationProperties.Kind;
import io.attune.orchestrator.notify.NotificationProperties.Target;
import io.attune.platform.Watch;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keeps notices and delivers them, on nodes whose role is control. No transaction spans a call. */
@Component
class Deliveries implements Notices, SmartLifecycle {
    /** The pauses that Standard Webhooks recommends; after the last nobody is tried any more. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5),
            Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10),
            Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration CLAIM = Duration.ofSeconds(60);
    private static final int ANSWER_KEPT = 300;
    private static final int GONE = 410;

    private final DeliveryStore store;
    private final NotificationProperties properties;
    private final Environment environment;
    private final TransactionOperations transactions;
    private final UuidV7 ids;
    private final InstantSource clock;
    private final boolean control;
    private final Watch watch;
    private final Mails mails;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).followRedirects(
            HttpClient.Redirect.NEVER).build();

    Deliveries(DeliveryStore store, NotificationProperties properties, Environment environment,
            TransactionOperations transactions, UuidV7 ids, InstantSource clock,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles) {
        this.store = store;
        this.properties = properties;
        this.environment = environment;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        control = roles.contains("control");
        mails = new Mails(properties.smtp(), environment, TIMEOUT);
        watch = new Watch("notifications", properties.poll(), this::deliver);
    }

    @Override
    public void tell(Notice notice) {
        properties.targets().stream().filter(target -> target.wants(notice)).forEach(target -> {
            String id = "msg_" + ids.next().toString().replace("-", "");
            Instant now = clock.instant();
            store.add(new Delivery(id, notice.project(), notice.event(), target.name(), body(target, id, notice, now),
                    "due", 0, now, now), notice.occasion(), target.kind() == Kind.OPENLINEAGE
                            ? notice.subject()
                            : null);
        });
    }

    /** A CloudEvents envelope, or what the target's kind takes instead. */
    private static String body(Target target, String id, Notice notice, Instant now) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (target.kind() == Kind.SLACK) {
            return json.put("text", "*" + notice.subject() + "*: " + notice.words()).toString();
        }
        if (target.kind() == Kind.EMAIL) {
            return Mails.body(notice);
        }
        if (target.kind() == Kind.OPENLINEAGE) {
            return notice.data().getOrDefault(Notices.LINEAGE_BODY, "{}");
        }
        json.put("specversion", "1.0").put("id", id).put("source", "/projects/" + notice.project()).put("type",
                "io.attune." + notice.event()).put("subject", notice.subject()).put("time", now.toString()).put(
                        "datacontenttype", "application/json");
        JsonNode data = JsonMapper.shared().valueToTree(new java.util.TreeMap<>(notice.data()));
        json.set("data", ((ObjectNode) data).put("message", notice.words()));
        return json.toString();
    }

    /** Delivers all that is due. */
    void deliver() {
        Optional<Delivery> due = claim();
        while (due.isPresent()) {
            Delivery delivery = due.get();
            Delivery.Attempt attempt = attempt(delivery);
            transactions.executeWithoutResult(status -> settle(delivery, attempt));
            due = claim();
        }
    }

    private Optional<Delivery> claim() {
        return transactions.execute(status -> store.claim(clock.instant(), CLAIM));
    }

    private void settle(Delivery delivery, Delivery.Attempt attempt) {

        Integer status = attempt.status();
        if (status != null && status / 100 == 2) {
            store.tried(delivery, attempt, "delivered", attempt.at());
        } else if ((status != null && status == GONE) || attempt.number() > PAUSES.size()) {
            store.tried(delivery, attempt, "given-up", attempt.at());
        } else {
            store.tried(delivery, attempt, "due", attempt.at().plus(PAUSES.get(attempt.number() - 1)));
        }
    }

    private Delivery.Attempt attempt(Delivery delivery) {
        Target target = properties.targets().stream().filter(each -> each.name().equals(
                delivery.target())).findFirst().orElse(null);
        if (target == null) {
            return tried(delivery, GONE, "there is no target '" + delivery.target() + "' any more");
        }
        if (target.kind() == Kind.EMAIL) {
            Mails.Answer answer = mails.send(target.url().getSchemeSpecificPart(), delivery);
            return tried(delivery, answer.status(), answer.words());
        }
        String secret = target.secretEnv().isEmpty() ? "" : environment.getProperty(target.secretEnv(), "");
        if (secret.isEmpty() && !target.secretEnv().isEmpty()) {
            return tried(delivery, null, "the variable " + target.secretEnv() + ", its secret, is not set");
        }
        try {
            HttpResponse<InputStream> answer = http.send(request(target, delivery, secret),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return tried(delivery, answer.statusCode(), new String(body.readNBytes(ANSWER_KEPT),
                        StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalArgumentException e) {
            return tried(delivery, null, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return tried(delivery, null, "the platform was stopped");
        }
    }

    private Delivery.Attempt tried(Delivery delivery, @Nullable Integer status, String answer) {
        return new Delivery.Attempt(delivery.attempts(), clock.instant(), status, answer.replace("\0", ""));
    }

    private HttpRequest request(Target target, Delivery delivery, String secret) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url()).timeout(TIMEOUT).header("User-Agent",
                "attune").POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
        if (target.kind() == Kind.SLACK) {
            return request.header("Content-Type", "application/json").build();
        }
        if (target.kind() == Kind.OPENLINEAGE) {
            if (!secret.isEmpty()) {
                request.header("Authorization", "Bearer " + secret);
            }
            return request.header("Content-Type", "application/json").build();
        }
        long seconds = clock.instant().getEpochSecond();
        request.header("Content-Type", "application/cloudevents+json").header("webhook-id", delivery.id()).header(
                "webhook-timestamp", Long.toString(seconds));
        if (!secret.isEmpty()) {
            request.header("webhook-signature", Signature.of(secret, delivery.id(), seconds, delivery.body()));
        }
        return request.build();
    }

    @Override
    public void start() {
        if (control && !properties.targets().isEmpty()) {
            watch.start();
        }
    }

    @Override
    public void stop() {
        watch.stop();
    }

    @Override
    public boolean isRunning() {
        return watch.isRunning();
    }
}
