package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.registry.Budget;
import io.attune.registry.ExchangeRates.Finding;
import io.attune.registry.ReservationOutcome.BudgetExceeded;
import io.attune.registry.ReservationOutcome.Obstacle;
import io.attune.registry.ReservationOutcome.RateMissing;
import io.attune.registry.ReservationRequest;
import io.attune.registry.ledger.BalanceRows.Balance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a reservation asks of which accounts, in the order they are locked. */
@Component
class Demands {
    private static final String RAISE_RECIPE = "Raise budget.%s in the recipe, or make the run smaller: fewer examples or epochs.";

    private final RateRows rates;

    Demands(RateRows rates) {
        this.rates = rates;
    }

    /** The demands of a request, and the budgets that cannot be asked for want of a rate. */
    Asked of(ReservationRequest request, List<Budget> covering, LocalDate day) {
        Currency currency = request.amount().currency();
        Asked asked = new Asked(new TreeMap<>(), new ArrayList<>());
        asked.add(Account.month(request.scope(), YearMonth.from(day), currency), request.amount(),
                bound(request.limits().perMonth(), RAISE_RECIPE.formatted("perMonth")));
        asked.add(Account.run(request.run(), currency), request.amount(),
                bound(request.limits().perRun(), RAISE_RECIPE.formatted("perRun")));
        for (Budget budget : covering) {
            Account account = Account.of(budget, day);
            Optional<Money> amount = convert(request.project(), request.amount(), budget, day, asked.obstacles());
            amount.ifPresent(money -> asked.add(account, money, new Bound(budget.limit(),
                    "Raise it with: attune budget set " + budget.scope() + " LIMIT --period " + budget.span().word()
                            + ", or wait for the next period or for held money to be freed.")));
        }
        return asked;
    }

    private Optional<Money> convert(ProjectId project, Money amount, Budget budget, LocalDate day,
            List<Obstacle> obstacles) {
        Currency currency = budget.limit().currency();
        if (currency.equals(amount.currency())) {
            return Optional.of(amount);
        }
        return switch (rates.find(project, amount.currency(), currency, day)) {
            case Finding.Known known -> Optional.of(RateRows.convertUp(amount, known.rate()));
            case Finding.Unknown unknown -> {
                obstacles.add(new RateMissing(Account.of(budget, day).toString(), amount.currency().getCurrencyCode(),
                        currency.getCurrencyCode(), unknown.message()));
                yield Optional.empty();
            }
        };
    }

    private static @Nullable Bound bound(@Nullable Money limit, String nextStep) {
        return limit == null ? null : new Bound(limit, nextStep);
    }

    /** What is asked. */
    record Asked(SortedMap<Account, Demand> demands, List<Obstacle> obstacles) {

        private void add(Account account, Money amount, @Nullable Bound bound) {
            Demand demand = demands.computeIfAbsent(account, key -> new Demand(amount, new ArrayList<>()));
            if (bound != null) {
                demand.bounds().add(bound);
            }
        }
    }

    /** An amount asked of an account, and what bounds it. */
    record Demand(Money amount, List<Bound> bounds) {

        /** The lowest of the limits, or null without one. */
        @Nullable
        BigDecimal limit() {
            return bounds.stream().map(bound -> bound.limit().amount()).min(Comparator.naturalOrder()).orElse(null);
        }

        /** Every limit that the amount does not fit under. */
        List<Obstacle> exceeded(Account account, Balance balance) {
            return bounds.stream().filter(bound -> amount.isGreaterThan(balance.left(bound.limit().amount()))
                    || balance.spent().add(balance.reserved()).add(amount.amount()).compareTo(
                            bound.limit().amount()) > 0).<Obstacle>map(bound -> new BudgetExceeded(account.toString(),
                                    bound.limit(), balance.money(balance.spent()), balance.money(balance.reserved()),
                                    amount, bound.nextStep())).toList();
        }
    }

    /** A limit, and what to do when it is in the way. */
    record Bound(Money limit, String nextStep) {
    }
}
