package io.attune.registry.focus;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.registry.ChargeKind;
import io.attune.registry.NewCharge.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was charged under one key in a month.
 *
 * @param correction whether it belongs to a month that was closed before it came
 * @param cost below zero for a credit, and for a correction downwards
 */
record FocusRow(String project, String key, @Nullable String run, String recipe, ChargeKind kind, String currency,
        BigDecimal cost, BigDecimal quantity, String unit, Map<String, String> labels, Instant billedAt,
        Instant countedAt, boolean correction, Usage usage) {
    /** The columns in order: those of the specification by name, then our own. */
    static final List<String> COLUMNS = List.of("BilledCost", "BillingAccountId", "BillingAccountName",
            "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass",
            "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "ConsumedQuantity",
            "ConsumedUnit", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity",
            "PricingUnit", "ProviderName", "PublisherName", "RegionId", "RegionName", "ResourceId", "ResourceName",
            "ResourceType", "ServiceCategory", "ServiceName", "ServiceSubcategory", "SubAccountId", "SubAccountName",
            "Tags", "x_BaseModel", "x_DatasetVersion", "x_Epochs", "x_Method", "x_RunId", "x_TrainedTokens");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The values by column; a column without one is null. */
    Map<String, @Nullable String> values() {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        COLUMNS.forEach(column -> values.put(column, null));
        costs(values);
        periods(values);
        category(values);
        accounts(values);
        ours(values);
        return values;
    }

    private void costs(Map<String, @Nullable String> values) {
        for (String column : List.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost")) {
            values.put(column, number(cost));
        }
        values.put("BillingCurrency", currency);
    }

    private void periods(Map<String, @Nullable String> values) {
        YearMonth month = YearMonth.from(countedAt.atOffset(ZoneOffset.UTC));
        values.put("BillingPeriodStart", start(month.atDay(1)));
        values.put("BillingPeriodEnd", start(month.plusMonths(1).atDay(1)));
        LocalDate day = billedAt.atOffset(ZoneOffset.UTC).toLocalDate();
        values.put("ChargePeriodStart", start(day));
        values.put("ChargePeriodEnd", start(day.plusDays(1)));
    }

    private void category(Map<String, @Nullable String> values) {
        boolean credit = cost.signum() < 0 && !correction;
        values.put("ChargeCategory", credit ? "Credit" : "Usage");
        values.put("ChargeFrequency", credit ? "One-Time" : "Usage-Based");
        values.put("ChargeDescription", service() + " of " + recipe + ", " + key);
        values.put("ServiceCategory", "AI and Machine Learning");
        values.put("ServiceSubcategory", "Generative AI");
        values.put("ServiceName", service());
        if (correction) {
            values.put("ChargeClass", "Correction");
        } else if (!credit) {
            values.put("PricingQuantity", number(quantity));
            values.put("PricingUnit", unit);
            values.put("ConsumedQuantity", number(quantity));
            values.put("ConsumedUnit", unit);
        }
    }

    private void accounts(Map<String, @Nullable String> values) {
        String connection = usage.connection();
        String account = connection == null ? project : connection;
        for (String column : List.of("BillingAccountId", "BillingAccountName", "InvoiceIssuerName", "ProviderName",
                "PublisherName")) {
            values.put(column, account);
        }
        values.put("SubAccountId", project);
        values.put("SubAccountName", project);
        values.put("RegionId", usage.region());
        values.put("RegionName", usage.region());
        String job = usage.providerJob();
        if (job != null) {
            values.put("ResourceId", job);
            values.put("ResourceName", job);
            values.put("ResourceType", "Fine-tuning job");
        }
        values.put("Tags", JSON.writeValueAsString(new TreeMap<>(labels)));
    }

    private void ours(Map<String, @Nullable String> values) {
        Integer epochs = usage.epochs();
        values.put("x_BaseModel", usage.baseModel());
        values.put("x_DatasetVersion", usage.dataset());
        values.put("x_Epochs", epochs == null ? null : epochs.toString());
        values.put("x_Method", usage.method());
        values.put("x_RunId", run);
        values.put("x_TrainedTokens", kind == ChargeKind.TRAINING && !correction ? number(quantity) : null);
    }

    private String service() {
        return switch (kind) {
            case TRAINING -> "Model training";
            case INFERENCE -> "Model inference";
            case HOSTING -> "Model hosting";
            case STORAGE -> "Model storage";
            case GRADER -> "Model grading";
        };
    }

    private static String number(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String start(LocalDate day) {
        return day + "T00:00:00Z";
    }
}
