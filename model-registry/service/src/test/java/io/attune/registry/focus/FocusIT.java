package io.attune.registry.focus;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.ChargeKind;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import io.attune.registry.NewCharge.Stage;
import io.attune.registry.NewCharge.Usage;
import io.attune.registry.RegistryTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static org.assertj.core.api.Assertions.assertThat;

/** The export against rules written from the specification, FOCUS 1.2 of 29 May 2025. */
@RegistryTest
class FocusIT {
    private static final LocalDate FROM = LocalDate.of(2001, 1, 1);
    private static final LocalDate TO = LocalDate.of(2100, 1, 1);
    private static final Instant IN_FEBRUARY = Instant.parse("2001-02-05T13:00:00Z");

    /** Mandatory columns that are never null. */
    private static final Set<String> NEVER_NULL = Set.of("BilledCost", "BillingAccountId", "BillingCurrency",
            "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeDescription", "ChargePeriodEnd",
            "ChargePeriodStart", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "ProviderName",
            "PublisherName", "ServiceCategory", "ServiceName");
    /** Mandatory columns that may be null. */
    private static final Set<String> NULLABLE = Set.of("BillingAccountName", "ChargeClass", "PricingQuantity",
            "PricingUnit");
    private static final Set<String> COSTS = Set.of("BilledCost", "ContractedCost", "EffectiveCost", "ListCost");
    private static final Set<String> MOMENTS = Set.of("BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd",
            "ChargePeriodStart");

    @Autowired
    Ledger ledger;
    @Autowired
    FocusExport export;

    private final ProjectId project = newProject();
    private final RunId run = newRun();

    @Test
    void every_row_keeps_the_rules_of_the_specification() {
        for (ChargeKind kind : ChargeKind.values()) {
            charge(kind.name().toLowerCase(java.util.Locale.ROOT), kind, "1.25 USD", Stage.METERED);
        }
        charge("euro", ChargeKind.TRAINING, "0.000000000001 EUR", Stage.ESTIMATED);
        charge("refund", ChargeKind.TRAINING, "-0.5 USD", Stage.INVOICED);
        charge("restated", ChargeKind.TRAINING, "3 USD", Stage.ESTIMATED);
        charge("restated", ChargeKind.TRAINING, "4 USD", Stage.METERED);
        charge("late", ChargeKind.TRAINING, "7 USD", Stage.METERED);
        charge("too-much", ChargeKind.TRAINING, "7 USD", Stage.METERED);
        ledger.close(project, YearMonth.of(2001, 2), "ann");
        charge("late", ChargeKind.TRAINING, "7.5 USD", Stage.INVOICED);
        charge("too-much", ChargeKind.TRAINING, "6 USD", Stage.INVOICED);

        List<Map<String, @Nullable String>> rows = export.rows(project, FROM, TO).stream().map(
                FocusRow::values).toList();
        assertThat(rows).hasSize(12);
        assertThat(rows.stream().flatMap(row -> violations(row).stream())).isEmpty();
        assertThat(rows).filteredOn(row -> "Credit".equals(row.get("ChargeCategory"))).singleElement().extracting(
                row -> row.get("BilledCost")).isEqualTo("-0.5");
        assertThat(rows).filteredOn(row -> "Correction".equals(row.get("ChargeClass"))).extracting(
                row -> row.get("BilledCost")).containsExactly("0.5", "-1");
        assertThat(rows).filteredOn(row -> String.valueOf(row.get("ChargeDescription")).endsWith(
                "restated")).singleElement().extracting(row -> row.get("BilledCost")).isEqualTo("4");
    }

    @Test
    void a_training_is_told_with_what_it_was() {
        charge("a,\"b\"", ChargeKind.TRAINING, "1.25 USD", Stage.METERED);
        String csv = export.csv(project, FROM, TO);
        assertThat(csv.lines()).hasSize(2);
        assertThat(csv.lines().findFirst().orElseThrow().split(",")).contains("x_RunId", "x_DatasetVersion",
                "x_BaseModel", "x_Method", "x_Epochs", "x_TrainedTokens").containsAll(NEVER_NULL).containsAll(NULLABLE);
        assertThat(csv).contains("base,data@1,3,supervised," + run + ",1000").contains(
                "\"Model training of recipe, a,\"\"b\"\"\"").contains("\"{\"\"team\"\":\"\"platform\"\"}\"");
        assertThat(export.rows(project, LocalDate.of(2001, 3, 1), TO)).isEmpty();
    }

    /** What is wrong with a row, in the specification's words. */
    private static List<String> violations(Map<String, @Nullable String> row) {
        List<String> wrong = new ArrayList<>();
        NEVER_NULL.stream().filter(column -> row.get(column) == null).forEach(column -> wrong.add(column + " is null"));
        NULLABLE.stream().filter(column -> !row.containsKey(column)).forEach(column -> wrong.add(column + " lacks"));
        for (String column : MOMENTS) {
            String text = String.valueOf(row.get(column));
            if (!text.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z") || DateTimeFormatter.ISO_INSTANT.parse(
                    text) == null) {
                wrong.add(column + " is no ISO 8601 moment in UTC: " + text);
            }
        }
        if (!moment(row, "ChargePeriodStart").isBefore(moment(row, "ChargePeriodEnd"))
                || !moment(row, "BillingPeriodStart").isBefore(moment(row, "BillingPeriodEnd"))) {
            wrong.add("a period does not end after its start");
        }
        boolean correction = "Correction".equals(row.get("ChargeClass"));
        if (!correction && (moment(row, "ChargePeriodStart").isBefore(moment(row, "BillingPeriodStart"))
                || moment(row, "ChargePeriodEnd").isAfter(moment(row, "BillingPeriodEnd")))) {
            wrong.add("the charge period lies outside the billing period");
        }
        if (row.get("ChargeClass") != null && !correction) {
            wrong.add("ChargeClass is " + row.get("ChargeClass"));
        }
        String category = String.valueOf(row.get("ChargeCategory"));
        if (!Set.of("Usage", "Purchase", "Tax", "Credit", "Adjustment").contains(category)) {
            wrong.add("ChargeCategory is " + category);
        }
        if (!"AI and Machine Learning".equals(row.get("ServiceCategory"))) {
            wrong.add("ServiceCategory is " + row.get("ServiceCategory"));
        }
        if (category.equals("Credit") && cost(row, "BilledCost").signum() >= 0) {
            wrong.add("a credit is not negative");
        }
        if (category.equals("Usage") && !correction && (row.get("PricingQuantity") == null || row.get(
                "PricingUnit") == null || cost(row, "BilledCost").signum() < 0)) {
            wrong.add("usage lacks its quantity, or is negative");
        }
        if (COSTS.stream().map(column -> cost(row, column)).distinct().count() != 1) {
            wrong.add("without discounts and commitments all costs are one");
        }
        Currency.getInstance(String.valueOf(row.get("BillingCurrency")));
        row.keySet().stream().filter(column -> !column.matches("[A-Z][A-Za-z]*|x_[A-Z][A-Za-z]*")).forEach(
                column -> wrong.add(column + " is no name of a column"));
        if (row.get("RegionId") == null != (row.get("RegionName") == null)) {
            wrong.add("RegionId and RegionName go together");
        }
        return wrong;
    }

    private static Instant moment(Map<String, @Nullable String> row, String column) {
        return Instant.parse(String.valueOf(row.get(column))).truncatedTo(ChronoUnit.SECONDS);
    }

    private static BigDecimal cost(Map<String, @Nullable String> row, String column) {
        return new BigDecimal(String.valueOf(row.get(column)));
    }

    private void charge(String key, ChargeKind kind, String amount, Stage stage) {
        ledger.charge(new NewCharge(project, key, run, "recipe", "recipe", kind, Money.parse(amount),
                new BigDecimal(1000), "tokens", "made up", Map.of("team", "platform"), IN_FEBRUARY, stage,
                new Usage("sandbox", "job-1", null, "eu-central-1", "base", "data@1", "supervised", 3)));
    }
}
