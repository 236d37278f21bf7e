package io.attune.registry.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.registry.Budget;
import io.attune.registry.BudgetId;
import io.attune.registry.Charge;
import io.attune.registry.ExchangeRates.Finding;
import io.attune.registry.Reservation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what happened before a budget or a rate was known. Runs within a transaction that has the ledger alone. */
@Component
class CatchUp {
    private static final ErrorCode RATE_MISSING = new ErrorCode("rate-missing", ErrorKind.REFUSED);

    private final JdbcClient jdbc;
    private final BalanceRows balances;
    private final BudgetRows budgets;
    private final ReservationRows reservations;
    private final HoldRows holds;
    private final ChargeRows charges;
    private final Postings postings;
    private final RateRows rates;

    CatchUp(JdbcClient jdbc, BalanceRows balances, BudgetRows budgets, ReservationRows reservations, HoldRows holds,
            ChargeRows charges, Postings postings, RateRows rates) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.budgets = budgets;
        this.reservations = reservations;
        this.holds = holds;
        this.charges = charges;
        this.postings = postings;
        this.rates = rates;
    }

    /**
     * Counts in a new budget what is held now and what was billed in its period.
     *
     * @throws PlatformException of code {@code rate-missing} when something is held in a currency without a rate
     */
    void count(Budget budget, LocalDate today) {
        SortedMap<Account, Change> changes = new TreeMap<>();
        String period = budget.span().period(today);
        for (Reservation held : reservations.open(budget.project())) {
            Account account = Account.of(budget, Charging.dayOf(held.reservedAt()));
            if (account.period().equals(period) && covers(budget, held)) {
                Money amount = converted(budget, held.remaining(), today);
                if (holds.insert(held.id(), account, amount.amount())) {
                    changes.merge(account, Change.reserved(amount.amount()), Change::plus);
                }
            }
        }
        for (Charge row : charges.covered(budget, today)) {
            count(budget, row, changes);
        }
        balances.apply(budget.project(), changes);
    }

    /** Counts the charges that waited for a rate that is known now. */
    void unconverted(ProjectId project) {
        SortedMap<Account, Change> changes = new TreeMap<>();
        for (Waiting waiting : waiting(project)) {
            Budget budget = budgets.find(project, new BudgetId(waiting.budget())).orElseThrow();
            Charge row = charges.row(waiting.charge());
            if (convert(budget, row).isPresent()) {
                jdbc.sql("delete from registry.unconverted where charge = ? and budget = ?").params(waiting.charge(),
                        waiting.budget()).update();
                count(budget, row, changes);
            }
        }
        balances.apply(project, changes);
    }

    private List<Waiting> waiting(ProjectId project) {
        return jdbc.sql("""
                select u.charge, u.budget from registry.unconverted u join registry.charge c on c.id = u.charge
                where c.project = ? order by u.charge, u.budget
                """).param(project.value()).query((row, number) -> new Waiting(row.getString("charge"),
                row.getString("budget"))).list();
    }

    private void count(Budget budget, Charge row, SortedMap<Account, Change> changes) {
        Account account = Account.of(budget, Charging.dayOf(row.countedAt()));
        Optional<Money> amount = convert(budget, row);
        if (amount.isEmpty()) {
            postings.defer(row, budget, "no rate is known for " + Charging.dayOf(row.countedAt()));
        } else if (!amount.get().isZero()) {
            Change change = Change.unreserved(amount.get().amount());
            if (postings.insert(row.id(), account, change)) {
                changes.merge(account, change, Change::plus);
            }
        }
    }

    private Optional<Money> convert(Budget budget, Charge row) {
        Optional<Money> known = Postings.known(row, budget.limit().currency());
        if (known.isPresent()) {
            return known;
        }
        return switch (rates.find(budget.project(), row.delta().currency(), budget.limit().currency(),
                Charging.dayOf(row.countedAt()))) {
            case Finding.Known found -> Optional.of(RateRows.convert(row.delta(), found.rate()));
            case Finding.Unknown unknown -> Optional.empty();
        };
    }

    private Money converted(Budget budget, Money held, LocalDate today) {
        if (held.currency().equals(budget.limit().currency())) {
            return held;
        }
        return switch (rates.find(budget.project(), held.currency(), budget.limit().currency(), today)) {
            case Finding.Known known -> RateRows.convertUp(held, known.rate());
            case Finding.Unknown unknown -> throw new PlatformException(RATE_MISSING,
                    "The budget would count " + held + " that is held, and " + unknown.message(),
                    "Record the rate with: attune cost rate " + held.currency() + " " + budget.limit().currency()
                            + " RATE --source WHERE");
        };
    }

    private static boolean covers(Budget budget, Reservation held) {
        String name = budget.scope().name();
        return switch (budget.scope().level()) {
            case PROJECT -> true;
            case TEAM -> name.equals(held.attribution().labels().get("team"));
            case RECIPE -> name.equals(held.scope());
            case DEPLOYMENT -> name.equals(held.attribution().deployment());
        };
    }

    /** A charge a budget does not count yet. */
    record Waiting(String charge, String budget) {
    }
}
