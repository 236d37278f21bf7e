package io.attune.provider.testkit;

import java.math.BigDecimal;
import java.time.Instant;

import io.attune.kernel.Money;

/**
 * A line of a simulated vendor's own books.
 *
 * @param job the vendor's name of the job it is for
 * @param runKey the run key the job carries, empty when it carries none
 * @param lineItem what it is for, such as {@code simulated-mini, training}
 * @param quantity how much was used; negative for what was refunded
 * @param unit of the quantity: {@code tokens} or {@code seconds}
 * @param amount quantity × rate, exactly
 */
public record Billed(Instant at, String job, String runKey, String lineItem, BigDecimal quantity, String unit,
        Money amount) {
}
