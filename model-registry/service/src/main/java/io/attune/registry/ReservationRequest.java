package io.attune.registry;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A wish to hold money before a run spends it.
 *
 * @param purpose what for, one word such as {@code training}; with the run it is the key of a repetition
 * @param scope the recipe's name
 * @param amount above or equal to zero
 * @param limits of the recipe, in the currency of the amount
 * @param attribution whose budgets it counts against beside the recipe's
 */
public record ReservationRequest(ProjectId project, RunId run, String purpose, String scope, Money amount,
        Limits limits, Attribution attribution) {

    public ReservationRequest {
        Names.require("purpose", purpose);
        Names.require("scope", scope);
        if (amount.amount().signum() < 0) {
            throw new IllegalArgumentException("A reservation of a negative amount: " + amount);
        }
        limits.requireCurrencyOf(amount);
    }

    /** A wish of nobody in particular. */
    public ReservationRequest(ProjectId project, RunId run, String purpose, String scope, Money amount, Limits limits) {
        this(project, run, purpose, scope, amount, limits, Attribution.NONE);
    }

    /**
     * The limits of a recipe; each null means that there is no such limit.
     *
     * @param perRun all that one run may hold and spend
     * @param perMonth all that the scope's runs may hold and spend in a calendar month (UTC)
     */
    public record Limits(@Nullable Money perRun, @Nullable Money perMonth) {
        public static final Limits NONE = new Limits(null, null);

        private void requireCurrencyOf(Money amount) {
            for (Money limit : new @Nullable Money[]{perRun, perMonth}) {
                if (limit != null && !limit.currency().equals(amount.currency())) {
                    throw new IllegalArgumentException(
                            "A limit of " + limit + " cannot bound a reservation of " + amount + ": currencies differ");
                }
            }
        }
    }
}
