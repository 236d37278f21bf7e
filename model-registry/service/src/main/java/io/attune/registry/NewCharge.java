package io.attune.registry;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * A bill to record.
 *
 * @param key recognises a repetition within the project: 1 to 200 characters that the caller can make again, such as
 *        {@code run_…/training}
 * @param run whose reservation it draws from, or null for what no run caused, such as hosting
 * @param scope whose budget: the recipe's name
 * @param model the registry's name of the model it served, where there is one
 * @param amount zero or more, as billed
 * @param quantity how much was used, in {@code unit}, such as 12000 {@code trained tokens}
 * @param priceSource where the price is from, shown wherever the amount is, such as {@code demo tariff}
 * @param labels the recipe's labels
 * @param at when it was billed
 */
public record NewCharge(ProjectId project, String key, @Nullable RunId run, String scope, @Nullable String model,
        ChargeKind kind, Money amount, BigDecimal quantity, String unit, String priceSource,
        Map<String, String> labels, Instant at) {

    public NewCharge {
        Names.require("scope", scope);
        if (key.isBlank() || key.length() > 200) {
            throw new IllegalArgumentException("A charge's key has 1 to 200 characters, not '" + key + "'");
        }
        if (amount.amount().signum() < 0 || quantity.signum() < 0) {
            throw new IllegalArgumentException("A charge is not negative: " + amount + " for " + quantity + " " + unit);
        }
        labels = Map.copyOf(labels);
    }
}
