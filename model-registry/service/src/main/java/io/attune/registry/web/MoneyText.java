package io.attune.registry.web;

import java.math.BigDecimal;
import java.util.Currency;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/** An amount of money as a request writes it. */
public record MoneyText(@Nullable String amount, @Nullable String currency) {

    /** Reads it, or nothing where it has problems. */
    public static @Nullable Money read(String place, @Nullable MoneyText text, Problems problems) {
        if (text == null || text.amount == null || text.currency == null) {
            problems.add(place, 0, "The amount or its currency is missing",
                    "Write it like {\"amount\": \"500\", \"currency\": \"USD\"}.");
            return null;
        }
        try {
            return new Money(new BigDecimal(text.amount), Currency.getInstance(text.currency));
        } catch (IllegalArgumentException e) {
            problems.add(place, 0, "'" + text.amount + " " + text.currency + "' is no amount of money",
                    "Write a decimal number and an ISO 4217 currency like USD.");
            return null;
        }
    }
}
