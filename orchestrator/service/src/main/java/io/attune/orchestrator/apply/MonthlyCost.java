package io.attune.orchestrator.apply;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.registry.Charge;
import io.attune.registry.Costs;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a recipe's scheduled runs cost in 30 days: how often it is due, times what its last run cost, and never more than
 * its budget of a month. A recipe that never ran is reckoned at what one run may cost at most.
 */
@Component
class MonthlyCost {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration LOOKED_BACK = Duration.ofDays(400);
    private static final int FIRINGS_MAX = 10_000;

    private final Costs costs;
    private final InstantSource clock;

    MonthlyCost(Costs costs, InstantSource clock) {
        this.costs = costs;
        this.clock = clock;
    }

    /**
     * A cost and how it was reckoned.
     *
     * @param amount null where nothing is scheduled
     */
    record Reckoned(@Nullable Money amount, String basis) {
        static final Reckoned NOTHING = new Reckoned(null, "");
    }

    Reckoned of(ProjectId project, Recipe recipe) {
        long times = recipe.schedule().map(this::firings).orElse(0L);
        if (times == 0) {
            return Reckoned.NOTHING;
        }
        Recipe.Budget budget = recipe.budget();
        Optional<Money> last = lastActual(project, recipe.name()).filter(
                money -> money.currency().equals(budget.perMonth().currency()));
        Money one = last.orElse(budget.perRun());
        Money all = one.times(times);
        boolean capped = all.isGreaterThan(budget.perMonth());
        return new Reckoned(capped ? budget.perMonth() : all, times + " due times at " + (last.isPresent()
                ? one + ", what the last run cost"
                : "no more than " + one + " each; none ran yet") + (capped ? "; its budget ends at that" : ""));
    }

    private long firings(Schedule schedule) {
        Instant now = clock.instant();
        Instant end = now.plus(MONTH);
        long times = 0;
        Optional<Instant> next = schedule.next(now);
        while (next.isPresent() && next.get().isBefore(end) && times < FIRINGS_MAX) {
            times += schedule.closed(next.get()).isPresent() ? 0 : 1;
            next = schedule.next(next.get());
        }
        return times;
    }

    private Optional<Money> lastActual(ProjectId project, String recipe) {
        Instant now = clock.instant();
        List<Charge> charges = costs.charges(project, now.minus(LOOKED_BACK), now).stream().filter(
                charge -> charge.bill().scope().equals(recipe) && charge.bill().run() != null).toList();
        return charges.stream().max(Comparator.comparing(charge -> charge.bill().at())).map(
                newest -> charges.stream().filter(charge -> Objects.equals(charge.bill().run(), newest.bill().run())
                        && charge.bill().amount().currency().equals(newest.bill().amount().currency())).map(
                                charge -> charge.bill().amount()).reduce(Money::plus).orElseThrow());
    }
}
