package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.registry.Budget;
import io.attune.registry.Charge;
import io.attune.registry.Charge.Converted;
import io.attune.registry.ChargeId;
import io.attune.registry.ExchangeRates.Finding;
import io.attune.registry.MoneyEvent.Kind;
import io.attune.registry.NewCharge;
import io.attune.registry.Reservation;
import io.attune.registry.ledger.ChargeRows.NewRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes a row of a charge and counts what it adds. Every method runs within the caller's transaction and lock. */
@Component
class Charging {
    private final ReservationRows reservations;
    private final ChargeRows charges;
    private final ClosedMonths closed;
    private final RateRows rates;
    private final BudgetRows budgets;
    private final Postings postings;
    private final MoneyEvents events;
    private final InstantSource clock;
    private final UuidV7 ids;

    Charging(ReservationRows reservations, ChargeRows charges, ClosedMonths closed, RateRows rates, BudgetRows budgets,
            Postings postings, MoneyEvents events, InstantSource clock, UuidV7 ids) {
        this.reservations = reservations;
        this.charges = charges;
        this.closed = closed;
        this.rates = rates;
        this.budgets = budgets;
        this.postings = postings;
        this.events = events;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Writes a charge's next row and counts it.
     *
     * @param before the row it restates, or null for a first one
     * @return nothing when another transaction wrote that row first
     */
    Optional<Charge> write(NewCharge bill, @Nullable Charge before, List<Reservation> ofRun, String reason) {
        Money delta = before == null ? bill.amount() : bill.amount().minus(before.bill().amount());
        Instant countedAt = countedAt(bill);
        LocalDate day = dayOf(countedAt);
        Optional<Converted> inBudget = inBudget(bill.project(), delta, ofRun, day);
        Money counted = inBudget.map(Converted::amount).orElse(delta);
        Map<Reservation, BigDecimal> draws = draws(counted, ofRun);
        BigDecimal unreserved = draws.values().stream().reduce(counted.amount().max(BigDecimal.ZERO),
                BigDecimal::subtract);
        Money overrun = new Money(ofRun.isEmpty() ? BigDecimal.ZERO : unreserved, counted.currency());
        Charge charge = new Charge(ChargeId.of(ids.next()), bill, overrun, before == null ? 0 : before.sequence() + 1,
                delta, inBudget.orElse(null), countedAt, before == null ? null : before.id(),
                lateReason(bill, countedAt, reason));
        if (!charges.insert(new NewRow(charge, counted, unreserved), now())) {
            return Optional.empty();
        }
        draws.forEach((reservation, amount) -> {
            charges.insertDraw(charge.id(), reservation.id(), amount);
            reservations.draw(reservation.id(), amount);
        });
        List<Budget> covering = budgets.covering(bill.project(), bill.scope(), bill.labels(),
                bill.usage().deployment());
        postings.post(charge, counted, covering, ofRun, day);
        tellOverrun(charge, overrun);
        return charges.head(bill.project(), bill.key());
    }

    /** When it counts: when it was billed, or now where that month is closed. */
    private Instant countedAt(NewCharge bill) {
        return closed.isClosed(bill.project(), YearMonth.from(dayOf(bill.at()))) ? now() : bill.at();
    }

    private static String lateReason(NewCharge bill, Instant countedAt, String reason) {
        if (countedAt.equals(bill.at())) {
            return reason;
        }
        return (reason.isEmpty() ? "" : reason + "; ") + "corrects closed month " + YearMonth.from(dayOf(bill.at()));
    }

    /** The amount in the currency of what the run holds, where that is another. */
    private Optional<Converted> inBudget(ProjectId project, Money delta, List<Reservation> ofRun, LocalDate day) {
        if (ofRun.isEmpty()
                || ofRun.stream().anyMatch(held -> held.amount().currency().equals(delta.currency()))) {
            return Optional.empty();
        }
        Currency currency = ofRun.getFirst().amount().currency();
        return switch (rates.find(project, delta.currency(), currency, day)) {
            case Finding.Known known -> Optional.of(new Converted(RateRows.convert(delta, known.rate()),
                    known.rate()));
            case Finding.Unknown unknown -> Optional.empty();
        };
    }

    private void tellOverrun(Charge charge, Money overrun) {
        if (overrun.amount().signum() > 0) {
            RunId run = charge.bill().run();
            events.tell(charge.bill().project(), Kind.OVERRUN, "overrun/" + charge.id(),
                    "Run " + run + " was billed " + overrun + " beyond what it held, for '" + charge.bill().key() + "'",
                    Map.of("charge", charge.id().value(), "run", String.valueOf(run), "recipe",
                            charge.bill().scope(), "overrun", overrun.toString()));
        }
    }

    /** What a bill takes from which reservation: the oldest first, of its own currency alone. */
    private static Map<Reservation, BigDecimal> draws(Money bill, List<Reservation> ofRun) {
        Map<Reservation, BigDecimal> draws = new LinkedHashMap<>();
        BigDecimal left = bill.amount();
        for (Reservation reservation : ofRun) {
            if (reservation.remaining().currency().equals(bill.currency())) {
                BigDecimal part = left.min(reservation.remaining().amount());
                if (part.signum() > 0) {
                    draws.put(reservation, part);
                    left = left.subtract(part);
                }
            }
        }
        return draws;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static LocalDate dayOf(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
