package io.attune.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * The limits people set, what stops new spending, and which labels spending must carry.
 *
 * <p>A reservation counts against every budget that covers it: the project's, its team's, its recipe's and its
 * deployment's, by day, month and in total. Money in another currency counts at the rate of its day; without a rate the
 * reservation is refused and the charge is listed as unconverted. Every change is audited. Thread-safe.
 */
public interface Budgets {

    /**
     * Sets a budget: the one of its scope, span and currency is changed, or made. A new budget counts what is held now and
     * what was billed in the running period. A limit may be lowered below what is spent and held; then nothing new is
     * held.
     *
     * @throws PlatformException of code {@code budget-changed} when its version is not the expected one
     */
    Budget set(Wanted wanted);

    /**
     * Takes a budget away; what it counted is forgotten.
     *
     * @throws PlatformException not-found, or of code {@code budget-changed}
     */
    void remove(ProjectId project, BudgetId id, int expectedVersion, String actor);

    /** One budget as it stands on a day. */
    State get(ProjectId project, BudgetId id, LocalDate day);

    /** Every budget as it stands on a day, by level, name, span and currency. */
    List<State> list(ProjectId project, LocalDate day);

    /**
     * Stops new reservations; what runs goes on. Repeated, the first stop stands.
     *
     * @param connection stops what would be spent through it, or null to stop everything
     */
    Freeze freeze(ProjectId project, @Nullable String connection, String reason, String actor);

    /**
     * Ends a stop.
     *
     * @return whether one stood
     */
    boolean unfreeze(ProjectId project, @Nullable String connection, String actor);

    /** What is stopped now, everything first. */
    List<Freeze> freezes(ProjectId project);

    /** Which labels a reservation must carry. */
    LabelPolicy labelPolicy(ProjectId project);

    /**
     * Says which labels a reservation must carry from now on.
     *
     * @throws PlatformException of code {@code label-policy-changed} when its version is not the expected one
     */
    LabelPolicy requireLabels(ProjectId project, Set<String> labels, int expectedVersion, String actor);

    /** What people should be told, oldest first, after an event or from the start. */
    List<MoneyEvent> events(ProjectId project, @Nullable String after, int limit);

    /**
     * A budget to set.
     *
     * @param notices rising percentages from 1 to 1000
     * @param expectedVersion 0 for a new one
     */
    record Wanted(ProjectId project, BudgetScope scope, Budget.Span span, Money limit, List<Integer> notices,
            int expectedVersion, String actor) {
        public Wanted {
            notices = notices.stream().distinct().sorted().toList();
            if (limit.amount().signum() < 0) {
                throw new IllegalArgumentException("A limit is not negative: " + limit);
            }
            if (notices.stream().anyMatch(percent -> percent < 1 || percent > 1000)) {
                throw new IllegalArgumentException("Notices are percentages from 1 to 1000, not " + notices);
            }
        }
    }

    /**
     * A budget in one period.
     *
     * @param period such as {@code 2026-11}
     * @param remaining what can still be held, never below zero
     * @param unreserved the part of what was spent that nobody had held
     * @param unconverted how many charges it should count and cannot for want of an exchange rate
     */
    record State(Budget budget, String period, Money spent, Money reserved, Money remaining, Money unreserved,
            long unconverted) {
    }

    /** @param version 0 where nobody ever set one */
    record LabelPolicy(Set<String> required, int version) {
        public LabelPolicy {
            required = Set.copyOf(required);
        }
    }
}
