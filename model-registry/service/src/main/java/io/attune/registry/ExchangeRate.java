package io.attune.registry;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;

/**
 * What one unit of a currency is worth in another.
 *
 * @param from the currency of one unit
 * @param rate how many units of {@code to} it is worth
 * @param on the day it was observed for
 * @param source who says so, such as {@code ECB reference rates}
 */
public record ExchangeRate(Currency from, Currency to, BigDecimal rate, LocalDate on, String source) {
    public ExchangeRate {
        if (rate.signum() <= 0) {
            throw new IllegalArgumentException("A rate is above zero, not " + rate);
        }
        if (from.equals(to)) {
            throw new IllegalArgumentException("A rate joins two currencies, not " + from + " and itself");
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("A rate names its source");
        }
    }
}
