package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.platform.Audit;
import io.attune.registry.Budget;
import io.attune.registry.Charge;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationId;
import io.attune.registry.ReservationOutcome;
import io.attune.registry.ReservationOutcome.Frozen;
import io.attune.registry.ReservationOutcome.LabelsMissing;
import io.attune.registry.ReservationOutcome.Obstacle;
import io.attune.registry.ReservationOutcome.Refused;
import io.attune.registry.ReservationOutcome.Reserved;
import io.attune.registry.ReservationRequest;
import io.attune.registry.ledger.Demands.Asked;
import io.attune.registry.ledger.HoldRows.Hold;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class JdbcLedger implements Ledger {
    private static final ErrorCode NOT_CLOSABLE = new ErrorCode("month-not-closable", ErrorKind.CONFLICT);

    private final LedgerLock lock;
    private final BalanceRows balances;
    private final BudgetRows budgets;
    private final Policies policies;
    private final Demands demands;
    private final ReservationRows reservations;
    private final HoldRows holds;
    private final ChargeRows charges;
    private final Charging charging;
    private final ClosedMonths closed;
    private final MoneyEvents events;
    private final Audit audit;
    private final InstantSource clock;
    private final UuidV7 ids;

    JdbcLedger(LedgerLock lock, BalanceRows balances, BudgetRows budgets, Policies policies, Demands demands,
            ReservationRows reservations, HoldRows holds, ChargeRows charges, Charging charging, ClosedMonths closed,
            MoneyEvents events, Audit audit, InstantSource clock, UuidV7 ids) {
        this.lock = lock;
        this.balances = balances;
        this.budgets = budgets;
        this.policies = policies;
        this.demands = demands;
        this.reservations = reservations;
        this.holds = holds;
        this.charges = charges;
        this.charging = charging;
        this.closed = closed;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public ReservationOutcome reserve(ReservationRequest request) {
        lock.shared(request.project());
        ReservationId id = ReservationId.of(ids.next());
        LocalDate day = today();
        if (!reservations.insert(id, request, YearMonth.from(day), now())) {
            return repeated(request);
        }
        List<Budget> covering = budgets.covering(request.project(), request.scope(), request.attribution().labels(),
                request.attribution().deployment());
        Asked asked = demands.of(request, covering, day);
        List<Obstacle> obstacles = new ArrayList<>(policyObstacles(request));
        obstacles.addAll(asked.obstacles());
        SortedMap<Account, Change> undo = new TreeMap<>();
        asked.demands().forEach((account, demand) -> {
            BigDecimal amount = demand.amount().amount();
            if (balances.hold(request.project(), account, amount, demand.limit())) {
                undo.put(account, Change.reserved(amount.negate()));
            } else {
                obstacles.addAll(demand.exceeded(account, balances.get(request.project(), account)));
            }
        });
        if (!obstacles.isEmpty()) {
            balances.apply(request.project(), undo);
            reservations.delete(id);
            return new Refused(obstacles);
        }
        asked.demands().forEach((account, demand) -> holds.insert(id, account, demand.amount().amount()));
        events.notices(request.project(), covering, asked.demands().keySet());
        return new Reserved(reservations.get(request.project(), request.run(), request.purpose()));
    }

    @Override
    public Charge charge(NewCharge bill) {
        lock.shared(bill.project());
        List<Reservation> ofRun = held(bill.project(), bill.run());
        Optional<Charge> before = charges.head(bill.project(), bill.key());
        while (true) {
            if (before.isPresent() && isKnown(before.get(), bill)) {
                return before.get();
            }
            Optional<Charge> written = charging.write(bill, before.orElse(null), ofRun, "");
            if (written.isPresent()) {
                return written.get();
            }
            before = charges.head(bill.project(), bill.key());
        }
    }

    @Override
    public Charge correct(ProjectId project, String key, Money amount, String reason) {
        lock.shared(project);
        while (true) {
            Charge before = charges.head(project, key).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                    "There is no charge '" + key + "'", "List charges with: attune cost show RUN"));
            Optional<Charge> written = charging.write(
                    before.bill().restated(amount, before.bill().stage(), before.bill().priceSource()), before,
                    held(project, before.bill().run()), reason);
            if (written.isPresent()) {
                return written.get();
            }
        }
    }

    @Override
    public List<Money> release(ProjectId project, RunId run) {
        lock.shared(project);
        SortedMap<Account, Change> changes = new TreeMap<>();
        Map<Currency, Money> freed = new LinkedHashMap<>();
        List<Reservation> open = reservations.lockOfRun(project, run).stream().filter(Reservation::open).toList();
        for (Hold hold : holds.of(open)) {
            holds.draw(hold, hold.remaining());
            changes.merge(hold.account(), Change.reserved(hold.remaining().negate()), Change::plus);
        }
        for (Reservation reservation : open) {
            Money remaining = reservation.remaining();
            reservations.release(reservation.id(), now());
            freed.merge(remaining.currency(), remaining, Money::plus);
        }
        balances.apply(project, changes);
        return freed.values().stream().filter(amount -> !amount.isZero()).toList();
    }

    @Override
    public ClosedMonth close(ProjectId project, YearMonth month, String actor) {
        lock.alone(project);
        if (!closed.isClosed(project, month)) {
            refuseIfNotOver(project, month);
            closed.insert(project, month, actor, now());
            audit.record(project, actor, "month.close", month.toString(), CanonicalJson.digest(Map.of("month",
                    month.toString())));
        }
        return closed.list(project).stream().filter(done -> done.month().equals(month)).findFirst().orElseThrow();
    }

    @Override
    @Transactional(readOnly = true)
    public List<ClosedMonth> closedMonths(ProjectId project) {
        return closed.list(project);
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

    private List<Obstacle> policyObstacles(ReservationRequest request) {
        List<Obstacle> obstacles = new ArrayList<>();
        policies.freezes(request.project()).stream().filter(freeze -> freeze.connection() == null
                || freeze.connection().equals(request.attribution().connection())).forEach(
                        freeze -> obstacles.add(new Frozen(freeze)));
        Set<String> missing = new TreeSet<>(policies.labels(request.project()).required());
        missing.removeIf(label -> !request.attribution().labels().getOrDefault(label, "").isBlank());
        if (!missing.isEmpty()) {
            obstacles.add(new LabelsMissing(missing));
        }
        return obstacles;
    }

    private List<Reservation> held(ProjectId project, @Nullable RunId run) {
        return run == null ? List.of() : reservations.lockOfRun(project, run);
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

    /** Whether a bill says nothing new about a charge. */
    private static boolean isKnown(Charge charge, NewCharge bill) {
        NewCharge known = charge.bill();
        if (known.kind() != bill.kind() || !Objects.equals(known.run(), bill.run())
                || !known.amount().currency().equals(bill.amount().currency())) {
            throw differs(known, bill, "Record it under another key.");
        }
        int later = bill.stage().compareTo(known.stage());
        if (later == 0 && !known.amount().equals(bill.amount())) {
            throw differs(known, bill, "Restate it with a later stage, or correct it.");
        }
        return later <= 0;
    }

    private static PlatformException differs(NewCharge known, NewCharge bill, String nextStep) {
        return new PlatformException(ErrorCode.CONFLICT,
                "The charge '" + bill.key() + "' is recorded as " + known.amount() + " for " + known.kind() + " of "
                        + known.run() + " (" + known.stage() + ") and now comes as " + bill.amount() + " for "
                        + bill.kind() + " of " + bill.run() + " (" + bill.stage() + ")",
                nextStep);
    }

    private void refuseIfNotOver(ProjectId project, YearMonth month) {
        List<String> problems = new ArrayList<>();
        if (!month.isBefore(YearMonth.from(today()))) {
            problems.add("it is not over");
        }
        problems.addAll(closed.stillHeld(project, month));
        if (!problems.isEmpty()) {
            throw new PlatformException(NOT_CLOSABLE,
                    "The month " + month + " cannot be closed: " + String.join("; ", problems),
                    "Close it when it is over and its runs have ended: attune cost close " + month);
        }
    }

    private LocalDate today() {
        return Charging.dayOf(clock.instant());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
