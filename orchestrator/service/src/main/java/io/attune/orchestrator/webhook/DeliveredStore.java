package io.attune.orchestrator.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The deliveries of late, so that a repetition is recognised. Signatures are not taken after minutes, so a day is plenty. */
@Repository
class DeliveredStore {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int ID_MAX = 200;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    DeliveredStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether a delivery comes for the first time. */
    boolean isNew(String account, String id) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        boolean first = jdbc.sql("insert into orchestrator.vendor_delivery (connection, id, received_at)"
                + " values (?, ?, ?) on conflict do nothing").params(account, id.substring(0, Math.min(ID_MAX,
                        id.length())), now).update() == 1;
        if (first) {
            jdbc.sql("delete from orchestrator.vendor_delivery where received_at < ?").param(now.minus(KEPT)).update();
        }
        return first;
    }
}
