package io.attune.orchestrator.webhook;

import java.util.List;
import java.util.Map;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.run.RunStore;
import io.attune.provider.Connections;
import io.attune.provider.Webhooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Takes vendors' deliveries. */
@Service
class IncomingWebhooks {
    private static final Logger log = LoggerFactory.getLogger(IncomingWebhooks.class);

    private final Connections connections;
    private final DeliveredStore delivered;
    private final RunStore runs;

    IncomingWebhooks(Connections connections, DeliveredStore delivered, RunStore runs) {
        this.connections = connections;
        this.delivered = delivered;
        this.runs = runs;
    }

    /**
     * Checks a delivery and has looked at what it is about. A repetition does nothing.
     *
     * @param account the connection, as {@code project/name} where a project added it
     * @throws PlatformException not-found, where nobody takes deliveries; {@link Webhooks#UNVERIFIED}
     */
    void take(String account, Map<String, List<String>> headers, byte[] body) {
        Webhooks.Delivery delivery = verifier(account).verify(headers, body);
        if (delivery.job() == null || !delivered.isNew(account, delivery.id())) {
            return;
        }
        int looking = runs.lookAt(account, delivery.job());
        log.debug("{} says {}: {} runs look now", account, delivery.event(), looking);
    }

    /** Who asks for what is not there learns no more than who asks for what takes no deliveries. */
    private Webhooks verifier(String account) {
        PlatformException nobody = new PlatformException(ErrorCode.NOT_FOUND, "Nobody takes deliveries here",
                "Check the address: /api/v1/webhooks/CONNECTION, or /api/v1/webhooks/PROJECT/CONNECTION for a"
                        + " connection that a project added.");
        try {
            return connections.provider(account).ability(Webhooks.class).orElseThrow(() -> nobody);
        } catch (PlatformException | IllegalArgumentException e) {
            throw nobody;
        }
    }
}
