package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.registry.Budget;
import io.attune.registry.Budget.Span;
import io.attune.registry.Charge;
import io.attune.registry.Charge.Converted;
import io.attune.registry.ChargeId;
import io.attune.registry.ExchangeRates.Finding;
import io.attune.registry.MoneyEvent.Kind;
import io.attune.registry.NewCharge;
import io.attune.registry.Reservation;
import io.attune.registry.ledger.Account.Line;
import io.attune.registry.ledger.HoldRows.Hold;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts charges in accounts. Each line of accounts takes its part from what it holds of the run, whatever the period it
 * was held in; what goes beyond counts in the period of the bill. Every method runs within the caller's transaction.
 */
@Component
class Postings {
    private final JdbcClient jdbc;
    private final BalanceRows balances;
    private final HoldRows holds;
    private final RateRows rates;
    private final MoneyEvents events;

    Postings(JdbcClient jdbc, BalanceRows balances, HoldRows holds, RateRows rates, MoneyEvents events) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.holds = holds;
        this.rates = rates;
        this.events = events;
    }

    /**
     * Counts what a row of a charge adds.
     *
     * @param counted what it adds in the currency of the recipe's budget
     * @param day it counts on
     */
    void post(Charge charge, Money counted, List<Budget> covering, List<Reservation> ofRun, LocalDate day) {
        Map<Line, Money> amounts = amounts(charge, counted, covering, day);
        List<Hold> held = new ArrayList<>(holds.of(ofRun));
        SortedMap<Account, Change> changes = new TreeMap<>();
        amounts.forEach((line, amount) -> change(changes, line, amount.amount(), held, day));
        changes.forEach((account, change) -> insert(charge.id(), account, change));
        balances.apply(charge.bill().project(), changes);
        events.notices(charge.bill().project(), covering, changes.keySet());
    }

    /** The amount in the currency of every line that counts it. */
    private Map<Line, Money> amounts(Charge charge, Money counted, List<Budget> covering, LocalDate day) {
        NewCharge bill = charge.bill();
        Map<Line, Money> amounts = new LinkedHashMap<>();
        amounts.put(new Line(Account.RECIPE, bill.scope(), Span.MONTHLY, counted.currency()), counted);
        RunId run = bill.run();
        if (run != null) {
            amounts.put(new Line(Account.RUN, run.value(), Span.TOTAL, counted.currency()), counted);
        }
        for (Budget budget : covering) {
            if (budget.span().period(day).compareTo(budget.span().period(budget.since())) >= 0) {
                inCurrency(charge, counted, budget, day).ifPresent(
                        amount -> amounts.putIfAbsent(Account.line(budget), amount));
            }
        }
        return amounts;
    }

    private Optional<Money> inCurrency(Charge charge, Money counted, Budget budget, LocalDate day) {
        Currency wanted = budget.limit().currency();
        if (counted.currency().equals(wanted)) {
            return Optional.of(counted);
        }
        Money delta = charge.delta();
        if (delta.currency().equals(wanted)) {
            return Optional.of(delta);
        }
        return switch (rates.find(budget.project(), delta.currency(), wanted, day)) {
            case Finding.Known known -> Optional.of(RateRows.convert(delta, known.rate()));
            case Finding.Unknown unknown -> {
                defer(charge, budget, unknown.message());
                yield Optional.empty();
            }
        };
    }

    /** Keeps in mind that a budget does not count a charge yet. */
    void defer(Charge charge, Budget budget, String why) {
        jdbc.sql("insert into registry.unconverted (charge, budget) values (?, ?) on conflict do nothing").params(
                charge.id().value(), budget.id().value()).update();
        Currency from = charge.bill().amount().currency();
        Currency to = budget.limit().currency();
        events.tell(budget.project(), Kind.RATE_MISSING, "rate/" + budget.id() + "/" + charge.id(),
                "The budget " + budget.name() + " does not count " + charge.delta() + " of '" + charge.bill().key()
                        + "': " + why + ". Record the rate with: attune cost rate " + from + " " + to
                        + " RATE --source WHERE",
                Map.of("budget", budget.id().value(), "charge", charge.id().value(), "from", from.getCurrencyCode(),
                        "to", to.getCurrencyCode()));
    }

    private void change(SortedMap<Account, Change> changes, Line line, BigDecimal amount, List<Hold> held,
            LocalDate day) {
        BigDecimal left = amount;
        for (int i = 0; i < held.size() && left.signum() > 0; i++) {
            Hold hold = held.get(i);
            if (hold.account().line().equals(line)) {
                BigDecimal part = left.min(hold.remaining());
                holds.draw(hold, part);
                held.set(i, new Hold(hold.reservation(), hold.account(), hold.remaining().subtract(part)));
                changes.merge(hold.account(), Change.drawn(part), Change::plus);
                left = left.subtract(part);
            }
        }
        if (left.signum() != 0) {
            changes.merge(line.on(day), Change.unreserved(left), Change::plus);
        }
    }

    /** Writes what a charge changed in an account, unless it is written. */
    boolean insert(ChargeId charge, Account account, Change change) {
        return jdbc.sql("""
                insert into registry.posting (charge, level, name, period, currency, amount, unreserved)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """).params(charge.value(), account.level(), account.name(), account.period(),
                account.currency().getCurrencyCode(), change.spent(), change.unreserved()).update() == 1;
    }

    /** What a charge adds in a currency, if it is known there. */
    static Optional<Money> known(Charge charge, Currency currency) {
        Converted inBudget = charge.inBudget();
        if (charge.delta().currency().equals(currency)) {
            return Optional.of(charge.delta());
        }
        return inBudget != null && inBudget.amount().currency().equals(currency)
                ? Optional.of(inBudget.amount())
                : Optional.empty();
    }
}
