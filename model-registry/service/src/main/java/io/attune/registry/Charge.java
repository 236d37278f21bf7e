package io.attune.registry;

import java.time.Instant;

import io.attune.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * A recorded bill, as its newest row states it.
 *
 * @param bill as it was given last
 * @param overrun the part that went beyond what its run held, in the budget's currency, of all rows together; zero for a
 *        charge whose run never held anything
 * @param sequence which row of its key this is, from 0
 * @param delta what this row added to the rows before it
 * @param inBudget what this row added in the currency of the run's reservations, where that is another and a rate is known
 * @param countedAt when it counts in reports: when it was billed, or when it was recorded where that month was closed
 * @param supersedes the row it restates
 * @param reason why it restates it; empty for a first row
 */
public record Charge(ChargeId id, NewCharge bill, Money overrun, int sequence, Money delta,
        @Nullable Converted inBudget,
        Instant countedAt, @Nullable ChargeId supersedes, String reason) {

    /** An amount in another currency, and by which rate. */
    public record Converted(Money amount, ExchangeRate rate) {
    }
}
