package io.attune.registry.leases;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.attune.registry.ChargeKind;
import io.attune.registry.EndpointCloser;
import io.attune.registry.Lease;
import io.attune.registry.Ledger;
import io.attune.registry.MoneyEvent.Kind;
import io.attune.registry.NewCharge;
import io.attune.registry.NewCharge.Stage;
import io.attune.registry.NewCharge.Usage;
import io.attune.registry.ledger.MoneyEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes down every endpoint whose lease has ended, and charges what it stood. */
@Component
class LeaseJanitor {
    private static final Logger log = LoggerFactory.getLogger(LeaseJanitor.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
    private static final int BATCH = 20;
    /** After so many tries in vain people are told. */
    private static final int TOLD_AFTER = 3;
    private static final int TROUBLE_MAX = 500;

    private final LeaseRows rows;
    private final Ledger ledger;
    private final MoneyEvents events;
    private final ObjectProvider<EndpointCloser> closers;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    LeaseJanitor(LeaseRows rows, Ledger ledger, MoneyEvents events, ObjectProvider<EndpointCloser> closers,
            TransactionTemplate transaction, InstantSource clock) {
        this.rows = rows;
        this.ledger = ledger;
        this.events = events;
        this.closers = closers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Goes through what is due once.
     *
     * @return how many endpoints are gone now
     */
    int sweep() {
        List<Lease> due = rows.claim(now(), FIRST_PAUSE, LONGEST_PAUSE, BATCH);
        int gone = 0;
        for (Lease lease : due) {
            gone += takeDown(lease) ? 1 : 0;
        }
        return gone;
    }

    private boolean takeDown(Lease lease) {
        try {
            closers.orderedStream().filter(closer -> closer.serves(lease.connection())).findFirst().orElseThrow(
                    () -> new IllegalStateException("nobody takes down endpoints of connection '" + lease.connection()
                            + "'")).close(lease);
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            failed(lease, why.substring(0, Math.min(why.length(), TROUBLE_MAX)));
            return false;
        }
        transaction.executeWithoutResult(status -> gone(lease));
        return true;
    }

    private void failed(Lease lease, String why) {
        log.warn("Endpoint of lease {} is not gone after try {}", lease.id(), lease.attempts());
        transaction.executeWithoutResult(status -> {
            rows.failed(lease.id(), why);
            if (lease.attempts() >= TOLD_AFTER) {
                events.tell(lease.project(), Kind.LEASE_STUCK, "lease/" + lease.id(),
                        "The endpoint " + lease.endpoint() + " of run " + lease.run() + " should be gone since "
                                + lease.until() + " and is not: " + why
                                + ". It is tried again; take it down at the provider of connection '"
                                + lease.connection() + "' if that goes on",
                        Map.of("lease", lease.id().value(), "endpoint", lease.endpoint(), "connection",
                                lease.connection()));
            }
        });
    }

    private void gone(Lease lease) {
        Instant now = now();
        if (rows.closed(lease.id(), now)) {
            Duration stood = Duration.between(lease.openedAt(), now);
            BigDecimal hours = JdbcLeases.hours(stood);
            ledger.charge(new NewCharge(lease.project(), lease.id() + "/hosting", lease.run(), lease.recipe(), null,
                    ChargeKind.HOSTING, JdbcLeases.price(lease.perHour(), stood), hours, "hours", "lease",
                    lease.labels(), now, Stage.METERED,
                    new Usage(lease.connection(), lease.endpoint(), null, null, null, null, null, null)));
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
