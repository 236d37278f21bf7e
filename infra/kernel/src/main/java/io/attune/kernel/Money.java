package io.attune.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;

/**
 * An amount of one currency. Amounts are exact decimals; two currencies never mix.
 *
 * @param amount any sign; at most 12 decimal places, trailing zeros beyond the currency's own places removed
 * @param currency an ISO 4217 currency
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {
    /** The finest fraction kept: fine enough for a single token of the cheapest model. */
    public static final int SCALE_MAX = 12;

    public Money {
        BigDecimal stripped = amount.stripTrailingZeros();
        if (stripped.scale() > SCALE_MAX) {
            throw new IllegalArgumentException(
                    "An amount has at most " + SCALE_MAX + " decimal places: " + amount.toPlainString());
        }
        amount = stripped.setScale(Math.max(stripped.scale(), Math.max(0, currency.getDefaultFractionDigits())));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public static Money of(String amount, String currencyCode) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currencyCode));
    }

    /**
     * Reads the form {@code 5 USD}.
     *
     * @throws IllegalArgumentException naming the text when it has another form
     */
    public static Money parse(String text) {
        int space = text.indexOf(' ');
        if (space > 0) {
            try {
                return of(text.substring(0, space), text.substring(space + 1).trim().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException ignored) {
                // said below with the whole text, whichever half was wrong
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not an amount of money; write it like '5 USD'");
    }

    public Money plus(Money other) {
        return new Money(amount.add(sameCurrency(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(sameCurrency(other).amount), currency);
    }

    public Money times(long factor) {
        return new Money(amount.multiply(BigDecimal.valueOf(factor)), currency);
    }

    /** Multiplies and rounds up at {@link #SCALE_MAX} places, so that a quote is never below the bill by rounding. */
    public Money timesRoundedUp(BigDecimal factor) {
        BigDecimal product = amount.multiply(factor);
        return new Money(product.setScale(Math.min(product.scale(), SCALE_MAX), RoundingMode.CEILING), currency);
    }

    public boolean isGreaterThan(Money other) {
        return compareTo(other) > 0;
    }

    public boolean isZero() {
        return amount.signum() == 0;
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(sameCurrency(other).amount);
    }

    /** The form {@link #parse(String)} reads. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }

    private Money sameCurrency(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("Cannot combine " + this + " with " + other + ": currencies differ");
        }
        return other;
    }
}
