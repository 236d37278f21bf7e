package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.registry.Charge;
import io.attune.registry.ChargeId;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationId;
import io.attune.registry.ReservationOutcome;
import io.attune.registry.ReservationOutcome.BudgetExceeded;
import io.attune.registry.ReservationOutcome.Reserved;
import io.attune.registry.ReservationRequest;
import io.attune.registry.ledger.BudgetRows.Balance;
import io.attune.registry.ledger.BudgetRows.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class JdbcLedger implements Ledger {
    private final BudgetRows budgets;
    private final ReservationRows reservations;
    private final ChargeRows charges;
    private final InstantSource clock;
    private final UuidV7 ids;

    JdbcLedger(BudgetRows budgets, ReservationRows reservations, ChargeRows charges, InstantSource clock, UuidV7 ids) {
        this.budgets = budgets;
        this.reservations = reservations;
        this.charges = charges;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public ReservationOutcome reserve(ReservationRequest request) {
        ReservationId id = ReservationId.of(ids.next());
        YearMonth month = monthOf(clock.instant());
        if (!reservations.insert(id, request, month, now())) {
            return repeated(request);
        }
        List<Demand> held = new ArrayList<>();
        for (Demand demand : demands(request, month)) {
            if (!budgets.hold(request.project(), demand.budget(), request.amount().amount(), demand.limit())) {
                BudgetExceeded refusal = refusal(request, demand);
                held.forEach(earlier -> undo(request, earlier));
                reservations.delete(id);
                return refusal;
            }
            held.add(demand);
        }
        return new Reserved(reservations.get(request.project(), request.run(), request.purpose()));
    }

    @Override
    public Charge charge(NewCharge bill) {
        RunId run = bill.run();
        List<Reservation> ofRun = run == null ? List.of() : reservations.lockOfRun(bill.project(), run);
        Map<Reservation, BigDecimal> draws = draws(bill.amount(), ofRun);
        BigDecimal unreserved = draws.values().stream().reduce(bill.amount().amount(), BigDecimal::subtract);
        Money overrun = new Money(ofRun.isEmpty() ? BigDecimal.ZERO : unreserved, bill.amount().currency());
        Charge charge = new Charge(ChargeId.of(ids.next()), bill, overrun);
        if (!charges.insert(charge, unreserved, monthOf(bill.at()), now())) {
            return repeated(bill);
        }
        draws.forEach((reservation, amount) -> {
            charges.insertDraw(charge.id(), reservation.id(), amount);
            reservations.draw(reservation.id(), amount);
        });
        budgets.apply(bill.project(), changes(charge, draws, unreserved));
        return charges.get(bill.project(), bill.key());
    }

    @Override
    public List<Money> release(ProjectId project, RunId run) {
        SortedMap<BudgetKey, Change> changes = new TreeMap<>();
        Map<Currency, Money> freed = new LinkedHashMap<>();
        for (Reservation reservation : reservations.lockOfRun(project, run)) {
            if (reservation.open()) {
                Money remaining = reservation.remaining();
                reservations.release(reservation.id(), now());
                add(changes, reservation, Change.reserved(remaining.amount().negate()));
                freed.merge(remaining.currency(), remaining, Money::plus);
            }
        }
        budgets.apply(project, changes);
        return freed.values().stream().filter(amount -> !amount.isZero()).toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<Charge> charges(ProjectId project, RunId run) {
        return charges.ofRun(project, run);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Reservation> reservations(ProjectId project, RunId run) {
        return reservations.ofRun(project, run);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Reservation> openReservations(ProjectId project) {
        return reservations.open(project);
    }

    private Reserved repeated(ReservationRequest request) {
        Reservation first = reservations.get(request.project(), request.run(), request.purpose());
        if (!first.amount().equals(request.amount()) || !first.scope().equals(request.scope())) {
            throw new PlatformException(ErrorCode.CONFLICT,
                    "Run " + request.run() + " holds " + first.amount() + " of " + first.scope() + " for '"
                            + request.purpose() + "' and now asks for " + request.amount() + " of "
                            + request.scope(),
                    "Ask for a further amount under another purpose.");
        }
        return new Reserved(first);
    }

    private Charge repeated(NewCharge bill) {
        Charge first = charges.get(bill.project(), bill.key());
        NewCharge known = first.bill();
        if (!known.amount().equals(bill.amount()) || known.kind() != bill.kind()
                || !Objects.equals(known.run(), bill.run())) {
            throw new PlatformException(ErrorCode.CONFLICT,
                    "The charge '" + bill.key() + "' is recorded as " + known.amount() + " for " + known.kind()
                            + " and now comes as " + bill.amount() + " for " + bill.kind(),
                    "Record a correction under another key.");
        }
        return first;
    }

    /** The budgets a request counts against, in locking order. */
    private static List<Demand> demands(ReservationRequest request, YearMonth month) {
        Currency currency = request.amount().currency();
        Demand ofMonth = new Demand(BudgetKey.month(request.scope(), month, currency), request.limits().perMonth());
        Demand ofRun = new Demand(BudgetKey.run(request.scope(), request.run(), currency), request.limits().perRun());
        return ofMonth.budget().compareTo(ofRun.budget()) < 0 ? List.of(ofMonth, ofRun) : List.of(ofRun, ofMonth);
    }

    private BudgetExceeded refusal(ReservationRequest request, Demand demand) {
        Balance balance = budgets.find(request.project(), demand.budget()).orElseThrow();
        Money limit = Objects.requireNonNull(demand.limit(), "without a limit nothing is refused");
        return new BudgetExceeded(demand.budget().toString(), limit, balance.money(balance.spent()),
                balance.money(balance.reserved()), request.amount());
    }

    private void undo(ReservationRequest request, Demand demand) {
        budgets.apply(request.project(),
                new TreeMap<>(Map.of(demand.budget(), Change.reserved(request.amount().amount().negate()))));
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

    private static SortedMap<BudgetKey, Change> changes(Charge charge, Map<Reservation, BigDecimal> draws,
            BigDecimal unreserved) {
        NewCharge bill = charge.bill();
        SortedMap<BudgetKey, Change> changes = new TreeMap<>();
        draws.forEach((reservation, amount) -> add(changes, reservation, Change.drawn(amount)));
        if (unreserved.signum() > 0) {
            Change change = Change.unreserved(unreserved);
            Currency currency = bill.amount().currency();
            changes.merge(BudgetKey.month(bill.scope(), monthOf(bill.at()), currency), change, Change::plus);
            RunId run = bill.run();
            if (run != null) {
                changes.merge(BudgetKey.run(bill.scope(), run, currency), change, Change::plus);
            }
        }
        return changes;
    }

    private static void add(SortedMap<BudgetKey, Change> changes, Reservation reservation, Change change) {
        Currency currency = reservation.amount().currency();
        changes.merge(BudgetKey.month(reservation.scope(), reservation.month(), currency), change, Change::plus);
        changes.merge(BudgetKey.run(reservation.scope(), reservation.run(), currency), change, Change::plus);
    }

    private static YearMonth monthOf(Instant moment) {
        return YearMonth.from(moment.atOffset(ZoneOffset.UTC));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A budget and the limit that bounds it, if any. */
    private record Demand(BudgetKey budget, @Nullable Money limit) {}
}
