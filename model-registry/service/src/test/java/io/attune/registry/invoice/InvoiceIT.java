package io.attune.registry.invoice;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Charge;
import io.attune.registry.ChargeKind;
import io.attune.registry.Costs;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import io.attune.registry.NewCharge.Stage;
import io.attune.registry.NewCharge.Usage;
import io.attune.registry.RegistryTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class InvoiceIT {
    private static final Instant AT = Instant.parse("2001-02-05T13:00:00Z");

    @Autowired
    InvoiceImport invoices;
    @Autowired
    Ledger ledger;
    @Autowired
    Costs costs;

    private final ProjectId project = newProject();
    private final RunId run = newRun();

    @Test
    void lines_are_matched_by_key_by_job_by_run_and_by_day_and_kind() {
        charge("by-key", ChargeKind.STORAGE, null, "1 USD");
        charge("by-job", ChargeKind.TRAINING, "job-7", "2 USD");
        charge("by-job-too", ChargeKind.INFERENCE, "job-7", "3 USD");
        charge("by-run", ChargeKind.GRADER, null, "4 USD");
        charge("by-day", ChargeKind.HOSTING, null, "5 USD");
        InvoiceImport.Outcome outcome = reconcile("""
                date,amount,currency,key,job,run,item
                2001-02-05,1.10,USD,by-key,,,
                2001-02-05,1.20,USD,,job-7,,"Training, in full"
                2001-02-05,0.90,USD,,job-7,,training rest
                2001-02-05,3.00,USD,,job-7,,Inference
                2001-02-05,4.50,USD,,,%s,grader
                2001-02-05,5.00,USD,,,,hosting
                """.formatted(run));
        assertThat(outcome.unmatchedLines()).isEmpty();
        assertThat(outcome.unmatchedCharges()).isEmpty();
        assertThat(ledger.charges(project, run)).extracting(charge -> charge.bill().amount()).containsExactly(
                usd("1.1"), usd("2.1"), usd("3"), usd("4.5"), usd("5"));
        assertThat(ledger.charges(project, run)).extracting(charge -> charge.bill().stage()).containsOnly(
                Stage.INVOICED);
    }

    @Test
    void what_matches_nothing_is_listed_both_ways_and_changes_nothing() {
        charge("forgotten", ChargeKind.TRAINING, "job-1", "1 USD");
        charge("twin-1", ChargeKind.INFERENCE, "job-2", "1 USD");
        charge("twin-2", ChargeKind.INFERENCE, "job-2", "1 USD");
        charge("euro", ChargeKind.TRAINING, "job-3", "1 EUR");
        InvoiceImport.Outcome outcome = reconcile("""
                date,amount,currency,job,item
                2001-02-05,9,USD,job-9,training
                2001-02-05,2,USD,job-2,inference
                2001-02-05,2,USD,job-3,training
                """);
        assertThat(outcome.matched()).isEmpty();
        assertThat(outcome.unmatchedLines()).extracting(InvoiceImport.LeftLine::why).containsExactly(
                "no charge has this key, job, run, or day and kind",
                "2 charges fit: twin-1, twin-2; the line must say more", "the charge 'euro' is in EUR");
        assertThat(outcome.unmatchedCharges()).extracting(InvoiceImport.LeftCharge::key).containsExactly("forgotten",
                "twin-1", "twin-2", "euro");
        assertThat(ledger.charges(project, run)).extracting(charge -> charge.bill().stage()).containsOnly(
                Stage.METERED);
    }

    @Test
    void the_same_file_again_changes_nothing() {
        charge("a", ChargeKind.TRAINING, null, "1 USD");
        String file = "date,amount,currency,key\n2001-02-05,2,USD,a\n";
        InvoiceImport.Outcome first = reconcile(file);
        ledger.correct(project, "a", usd("3"), "agreed by phone");
        assertThat(reconcile(file)).isEqualTo(first);
        assertThat(charge("a").bill().amount()).isEqualTo(usd("3"));
    }

    @Test
    void a_later_invoice_of_a_closed_month_is_a_correction_in_the_open_one() {
        charge("a", ChargeKind.TRAINING, "job-1", "1 USD");
        reconcile("date,amount,currency,job\n2001-02-05,2,USD,job-1\n");
        ledger.close(project, YearMonth.of(2001, 2), "ann");
        reconcile("date,amount,currency,job\n2001-02-05,1.75,USD,job-1\n");
        Charge corrected = charge("a");
        assertThat(corrected.delta()).isEqualTo(usd("-0.25"));
        assertThat(corrected.reason()).isEqualTo("invoice test.csv; corrects closed month 2001-02");
    }

    @Test
    void an_export_in_focus_is_read_as_an_invoice() {
        charge("a", ChargeKind.TRAINING, "job-1", "1 USD");
        InvoiceImport.Outcome outcome = reconcile("BilledCost,BillingCurrency,ChargePeriodStart,ResourceId\r\n"
                + "1.5,USD,2001-02-05T00:00:00Z,job-1\r\n");
        assertThat(outcome.matched()).containsExactly(new InvoiceImport.Matched("a", "1.00 USD", "1.50 USD"));
    }

    @Test
    void every_problem_of_a_file_is_told_with_its_line() {
        assertThatThrownBy(() -> reconcile(
                "date,amount,currency\nyesterday,1,USD\n2001-02-05,much,USD\n2001-02-05,1,XXL\n")).isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.problems()).extracting(
                                problem -> problem.line()).containsExactly(2, 3, 4));
        assertThatThrownBy(() -> reconcile("day;sum\n")).isInstanceOfSatisfying(InvalidInputException.class,
                e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void a_month_is_forecast_from_what_is_spent_and_held() {
        ledger.charge(new NewCharge(project, "now", run, "recipe", null, ChargeKind.TRAINING, usd("2"),
                BigDecimal.ONE, "tokens", "made up", Map.of(), AT));
        Costs.Forecast forecast = costs.forecast(project, YearMonth.of(2001, 2), AT);
        assertThat(forecast.totals()).containsExactly(usd("2"));
        assertThat(forecast.lines()).containsExactly(new Costs.Forecast.Line("recipe", usd("2"), usd("0"), 0,
                usd("2"), usd("2")));
    }

    private Charge charge(String key) {
        return costs.charge(project, key).orElseThrow();
    }

    private InvoiceImport.Outcome reconcile(String csv) {
        return invoices.reconcile(project, "test.csv", csv.getBytes(StandardCharsets.UTF_8), null, "ann");
    }

    private void charge(String key, ChargeKind kind, String job, String amount) {
        ledger.charge(new NewCharge(project, key, run, "recipe", "recipe", kind, Money.parse(amount),
                new BigDecimal(1000), "tokens", "made up", Map.of(), AT, Stage.METERED,
                new Usage("sandbox", job, null, null, "base", "data@1", "supervised", 3)));
    }
}
