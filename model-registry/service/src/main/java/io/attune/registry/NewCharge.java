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
 * @param key recognises the charge within the project: 1 to 200 characters that the caller can make again, such as
 *        {@code run_…/training}; with a later stage it restates the charge
 * @param run whose reservation it draws from, or null for what no run caused, such as hosting
 * @param scope whose budget: the recipe's name
 * @param model the registry's name of the model it served, where there is one
 * @param amount as billed, the whole of it and not what is new; below zero for a refund, which is a credit of its own key
 * @param quantity how much was used, in {@code unit}, such as 12000 {@code trained tokens}
 * @param priceSource where the price is from, shown wherever the amount is, such as {@code demo tariff}
 * @param labels the recipe's labels
 * @param at when it was billed
 * @param stage how sure the amount is
 * @param usage what was used, as far as it is known
 */
public record NewCharge(ProjectId project, String key, @Nullable RunId run, String scope, @Nullable String model,
        ChargeKind kind, Money amount, BigDecimal quantity, String unit, String priceSource,
        Map<String, String> labels, Instant at, Stage stage, Usage usage) {

    /** How sure an amount is. */
    public enum Stage {
        /** Reckoned before the provider said what was used. */
        ESTIMATED,
        /** Reckoned by list price from what the provider says was used. */
        METERED,
        /** On the provider's invoice. */
        INVOICED
    }

    public NewCharge {
        Names.require("scope", scope);
        if (key.isBlank() || key.length() > 200) {
            throw new IllegalArgumentException("A charge's key has 1 to 200 characters, not '" + key + "'");
        }
        if (quantity.signum() < 0) {
            throw new IllegalArgumentException("A quantity is not negative: " + quantity + " " + unit);
        }
        labels = Map.copyOf(labels);
    }

    /** A metered charge of which no more is known. */
    public NewCharge(ProjectId project, String key, @Nullable RunId run, String scope, @Nullable String model,
            ChargeKind kind, Money amount, BigDecimal quantity, String unit, String priceSource,
            Map<String, String> labels, Instant at) {
        this(project, key, run, scope, model, kind, amount, quantity, unit, priceSource, labels, at, Stage.METERED,
                Usage.UNKNOWN);
    }

    /** The same bill with another amount and stage. */
    public NewCharge restated(Money newAmount, Stage newStage, String newPriceSource) {
        return new NewCharge(project, key, run, scope, model, kind, newAmount, quantity, unit, newPriceSource, labels,
                at, newStage, usage);
    }

    /**
     * What was used. Each part is null where it is unknown or does not apply.
     *
     * @param connection the provider's account
     * @param providerJob the provider's name of the job, by which its invoice is matched
     * @param dataset the dataset version, such as {@code config-assistant@3}
     * @param method of training
     * @param epochs passes over the dataset
     */
    public record Usage(@Nullable String connection, @Nullable String providerJob, @Nullable String deployment,
            @Nullable String region, @Nullable String baseModel, @Nullable String dataset, @Nullable String method,
            @Nullable Integer epochs) {
        public static final Usage UNKNOWN = new Usage(null, null, null, null, null, null, null, null);
    }
}
