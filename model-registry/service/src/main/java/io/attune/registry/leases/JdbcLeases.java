package io.attune.registry.leases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.registry.Attribution;
import io.attune.registry.Lease;
import io.attune.registry.LeaseId;
import io.attune.registry.Leases;
import io.attune.registry.Ledger;
import io.attune.registry.ReservationOutcome;
import io.attune.registry.ReservationOutcome.Refused;
import io.attune.registry.ReservationOutcome.Reserved;
import io.attune.registry.ReservationRequest;
import io.attune.registry.ReservationRequest.Limits;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class JdbcLeases implements Leases {
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    private final LeaseRows rows;
    private final Ledger ledger;
    private final InstantSource clock;
    private final UuidV7 ids;

    JdbcLeases(LeaseRows rows, Ledger ledger, InstantSource clock, UuidV7 ids) {
        this.rows = rows;
        this.ledger = ledger;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Outcome open(NewLease wanted) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String connection = Objects.requireNonNull(wanted.attribution().connection(), "checked when it was wanted");
        Lease lease = new Lease(LeaseId.of(ids.next()), wanted.project(), wanted.run(), wanted.recipe(),
                wanted.endpoint(), connection, wanted.perHour(), wanted.attribution().labels(), now,
                now.plus(wanted.time()), null, 0, "");
        if (!rows.insert(lease)) {
            return new Outcome.Leased(rows.find(wanted.project(), wanted.run(), wanted.endpoint()).orElseThrow());
        }
        Optional<Refused> refused = hold(lease, lease.until(), wanted.time(), wanted.limits(), wanted.attribution());
        if (refused.isPresent()) {
            rows.delete(lease.id());
            return new Outcome.NotLeased(refused.get());
        }
        return new Outcome.Leased(lease);
    }

    @Override
    public Outcome renew(ProjectId project, LeaseId id, Instant until) {
        Lease lease = rows.lock(project, id).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no lease " + id, "Open one before the endpoint is made."));
        if (!lease.open() || !lease.until().isAfter(clock.instant())) {
            throw new PlatformException(ErrorCode.CONFLICT, "The lease " + id + " ended at " + lease.until(),
                    "Open another one: its endpoint is being taken down.");
        }
        Instant end = until.truncatedTo(ChronoUnit.SECONDS);
        if (!end.isAfter(lease.until())) {
            return new Outcome.Leased(lease);
        }
        Optional<Refused> refused = hold(lease, end, Duration.between(lease.until(), end), Limits.NONE,
                new Attribution(lease.labels(), lease.connection(), null));
        if (refused.isPresent()) {
            return new Outcome.NotLeased(refused.get());
        }
        rows.until(id, end);
        return new Outcome.Leased(rows.lock(project, id).orElseThrow());
    }

    @Override
    public void close(ProjectId project, LeaseId id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        rows.lock(project, id).filter(lease -> lease.open() && lease.until().isAfter(now)).ifPresent(
                lease -> rows.until(id, now));
    }

    @Override
    @Transactional(readOnly = true)
    public List<Lease> open(ProjectId project) {
        return rows.open(project);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Lease> expired(Instant now) {
        return rows.expired(now);
    }

    /** Holds the money for a time; each time of a lease has a purpose of its own, named by its end. */
    private Optional<Refused> hold(Lease lease, Instant end, Duration time, Limits limits, Attribution attribution) {
        ReservationOutcome outcome = ledger.reserve(new ReservationRequest(lease.project(), lease.run(),
                lease.id().value() + "." + end.getEpochSecond(), lease.recipe(), price(lease.perHour(), time),
                limits, attribution));
        return switch (outcome) {
            case Reserved held -> Optional.empty();
            case Refused refused -> Optional.of(refused);
        };
    }

    /** What a time costs, by started second. */
    static Money price(Money perHour, Duration time) {
        return perHour.timesRoundedUp(hours(time));
    }

    /** A time in hours, by started second. */
    static BigDecimal hours(Duration time) {
        long seconds = time.toSeconds() + (time.toNanosPart() > 0 ? 1 : 0);
        return BigDecimal.valueOf(seconds).divide(SECONDS_AN_HOUR, Money.SCALE_MAX, RoundingMode.CEILING);
    }
}
