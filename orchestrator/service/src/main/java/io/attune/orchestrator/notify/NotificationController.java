package io.attune.orchestrator.notify;

import java.time.InstantSource;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The delivery log over HTTP. */
@RestController
@RequestMapping("/api/v1/deliveries")
@EnableConfigurationProperties(NotificationProperties.class)
class NotificationController {
    private static final int PAGE_MAX = 200;

    private final DeliveryStore store;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    NotificationController(DeliveryStore store, Audit audit, TransactionOperations transactions, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    record Page<T>(List<T> items, @Nullable String nextCursor) {}

    @GetMapping
    Page<Delivery.View> list(Caller caller, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        int size = Math.clamp(limit, 1, PAGE_MAX);
        List<Delivery> page = store.list(caller.project(), cursor, size);
        return new Page<>(page.stream().map(this::view).toList(), page.size() < size ? null : page.getLast().id());
    }

    @GetMapping("/{id}")
    Delivery.View show(Caller caller, @PathVariable String id) {
        caller.require(Permission.VIEWER);
        return store.find(caller.project(), id).map(this::view).orElseThrow(() -> missing(id));
    }

    /** Delivers it once more, whatever became of it; with the id it had, so that the receiver can tell. */
    @PostMapping("/{id}/redeliver")
    Delivery.View redeliver(Caller caller, @PathVariable String id) {
        caller.require(Permission.EDITOR);
        transactions.executeWithoutResult(status -> {
            if (!store.again(caller.project(), id, clock.instant())) {
                throw missing(id);
            }
            audit.record(caller.project(), caller.name(), "delivery.redeliver", id, Digest.of(id));
        });
        return show(caller, id);
    }

    private Delivery.View view(Delivery delivery) {
        return new Delivery.View(delivery.id(), delivery.event(), delivery.target(), delivery.state(),
                delivery.madeAt(), delivery.dueAt(), delivery.body(), store.attempts(delivery.id()));
    }

    private static PlatformException missing(String id) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no delivery " + id,
                "List them: GET /api/v1/deliveries.");
    }
}
