package io.attune.registry.mlflow.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.attune.platform.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Delivers what is to be told, on nodes whose role is control; at least once, and with the same id each time. */
@Component
class WebhookSender implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(1),
            Duration.ofMinutes(
                    10), Duration.ofHours(1), Duration.ofHours(6));

    private final WebhookStore store;
    private final WebhookClient client;
    private final boolean control;
    private final Watch watch;

    WebhookSender(WebhookStore store, WebhookClient client, WebhookSettings settings,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles) {
        this.store = store;
        this.client = client;
        this.control = roles.contains("control");
        this.watch = new Watch("webhooks", settings.poll(), this::deliver);
    }

    void deliver() {
        Optional<WebhookStore.Due> due = store.claim(CLAIM);
        while (due.isPresent()) {
            settle(due.get());
            due = store.claim(CLAIM);
        }
    }

    private void settle(WebhookStore.Due due) {
        WebhookClient.Answer answer = client.send(due.url(), due.secret(), due.id(), due.body());
        if (answer.isTaken()) {
            store.settled(due);
        } else if (answer.isPassing() && due.attempts() <= PAUSES.size()) {
            store.later(due, PAUSES.get(due.attempts() - 1));
        } else {
            log.warn("Webhook {} did not take delivery {} in {} attempts (status {}); it is given up", due.webhook(),
                    due.id(), due.attempts(), answer.status());
            store.settled(due);
        }
    }

    @Override
    public void start() {
        if (control) {
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
