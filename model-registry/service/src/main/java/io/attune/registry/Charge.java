package io.attune.registry;

import io.attune.kernel.Money;

/**
 * A recorded bill.
 *
 * @param bill as it was given
 * @param overrun the part that went beyond what its run held; zero for a charge whose run never held anything
 */
public record Charge(ChargeId id, NewCharge bill, Money overrun) {
}
