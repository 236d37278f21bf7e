package io.attune.registry;

import java.time.Instant;
import java.time.YearMonth;

import io.attune.kernel.Money;
import io.attune.kernel.RunId;

/**
 * Money held for a run.
 *
 * @param month the month of the budget it counts in
 * @param amount what was asked
 * @param remaining what is still held: the amount less what charges drew, zero once released
 * @param open whether it still holds money for charges to come
 */
public record Reservation(ReservationId id, RunId run, String purpose, String scope, YearMonth month, Money amount,
        Money remaining, boolean open, Instant reservedAt, Attribution attribution) {
}
