package io.attune.registry.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Charge;
import io.attune.registry.ChargeKind;
import io.attune.registry.Costs;
import io.attune.registry.Costs.BudgetStatus;
import io.attune.registry.Costs.Grouping;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import io.attune.registry.RegistryTest;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationOutcome.BudgetExceeded;
import io.attune.registry.ReservationOutcome.Obstacle;
import io.attune.registry.ReservationOutcome.Refused;
import io.attune.registry.ReservationOutcome.Reserved;
import io.attune.registry.ReservationRequest;
import io.attune.registry.ReservationRequest.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static io.attune.registry.Samples.ask;
import static io.attune.registry.Samples.bill;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class LedgerIT {
    @Autowired
    Ledger ledger;
    @Autowired
    Costs costs;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    InstantSource clock;

    private final ProjectId project = newProject();
    private final RunId run = newRun();

    @AfterEach
    void the_books_balance() {
        Books books = new Books(jdbc);
        assertThat(books.imbalances(project)).isEmpty();
        assertThat(books.brokenRows(project)).isEmpty();
        assertThat(books.exceeded(project)).isEmpty();
    }

    @Test
    void money_is_held_while_the_month_allows_it() {
        assertThat(reserve(run, "6")).isEqualTo(usd("6"));

        assertThat(refusal(ask(project, newRun(), "5", "10"))).singleElement().extracting(
                Obstacle::message).isEqualTo("The budget of recipe recipe in " + month()
                        + " does not suffice: 5.00 USD asked, 4.00 USD left of 10.00 USD (0.00 USD spent, 6.00 USD reserved)");
        assertThat(budget()).isEqualTo(
                new BudgetStatus("recipe", month(), usd("10"), usd("0"), usd("6"), usd("4"), usd("0")));
    }

    @Test
    void a_limit_can_be_used_to_the_last_cent() {
        reserve(run, "6");
        assertThat(reserve(newRun(), "4")).isEqualTo(usd("4"));
    }

    @Test
    void a_run_cannot_hold_more_than_its_own_limit_over_all_purposes() {
        Limits limits = new Limits(usd("5"), usd("100"));
        ledger.reserve(new ReservationRequest(project, run, "training", "recipe", usd("4"), limits));

        assertThat(refusal(new ReservationRequest(project, run, "evaluation", "recipe", usd("2"),
                limits))).singleElement().isEqualTo(new BudgetExceeded(run.value(), usd("5"), usd("0"), usd("4"),
                        usd("2"),
                        "Raise budget.perRun in the recipe, or make the run smaller: fewer examples or epochs."));
    }

    @Test
    void a_refusal_leaves_nothing_held() {
        reserve(run, "6");
        ledger.reserve(ask(project, newRun(), "5", "10"));
        Limits tight = new Limits(usd("1"), usd("10"));
        ledger.reserve(new ReservationRequest(project, newRun(), "training", "recipe", usd("2"), tight));

        assertThat(budget().reserved()).isEqualTo(usd("6"));
        assertThat(ledger.openReservations(project)).extracting(Reservation::run).containsExactly(run);
    }

    @Test
    void the_same_reservation_again_is_the_first_one() {
        Reserved first = (Reserved) ledger.reserve(ask(project, run, "6", "10"));
        assertThat(ledger.reserve(ask(project, run, "6", "10"))).isEqualTo(first);
        assertThat(budget().reserved()).isEqualTo(usd("6"));
    }

    @Test
    void another_amount_for_the_same_purpose_is_a_conflict() {
        reserve(run, "6");
        assertThatThrownBy(() -> reserve(run, "7")).isInstanceOf(PlatformException.class).hasMessageContaining(
                "holds 6.00 USD").hasMessageContaining("asks for 7.00 USD");
    }

    @Test
    void a_charge_moves_money_from_reserved_to_spent() {
        reserve(run, "6");
        ledger.charge(bill(project, run, "k", "2.5", clock.instant()));
        assertThat(budget()).isEqualTo(
                new BudgetStatus("recipe", month(), usd("10"), usd("2.5"), usd("3.5"), usd("4"), usd("0")));
    }

    @Test
    void a_charge_is_recorded_once_for_its_key() {
        reserve(run, "6");
        Charge first = ledger.charge(bill(project, run, "k", "2.5", clock.instant()));
        assertThat(ledger.charge(bill(project, run, "k", "2.5", clock.instant()))).isEqualTo(first);
        assertThat(ledger.charges(project, run)).containsExactly(first);
    }

    @Test
    void a_key_used_for_another_amount_is_a_conflict() {
        ledger.charge(bill(project, run, "k", "2.5", clock.instant()));
        assertThatThrownBy(() -> ledger.charge(bill(project, run, "k", "3", clock.instant()))).isInstanceOf(
                PlatformException.class).hasMessageContaining("2.50 USD").hasMessageContaining("3.00 USD");
    }

    @Test
    void a_bill_above_what_was_held_is_recorded_and_shown_as_an_overrun() {
        reserve(run, "6");
        assertThat(ledger.charge(bill(project, run, "k", "11", clock.instant())).overrun()).isEqualTo(usd("5"));

        assertThat(budget()).isEqualTo(
                new BudgetStatus("recipe", month(), usd("10"), usd("11"), usd("0"), usd("0"), usd("5")));
        assertThat(refusal(ask(project, newRun(), "0.01", "10"))).hasSize(1);
    }

    @Test
    void a_bill_that_no_run_caused_counts_without_being_an_overrun() {
        NewCharge hosting = new NewCharge(project, "h", null, "recipe", "recipe", ChargeKind.HOSTING, usd("1"),
                java.math.BigDecimal.ONE, "hours", "demo tariff", Map.of(), clock.instant());
        assertThat(ledger.charge(hosting).overrun()).isEqualTo(usd("0"));
        assertThat(budget().spent()).isEqualTo(usd("1"));
    }

    @Test
    void a_bill_draws_on_every_reservation_of_its_run_oldest_first() {
        reserve(run, "2");
        ledger.reserve(
                new ReservationRequest(project, run, "evaluation", "recipe", usd("3"), new Limits(null, usd("10"))));
        ledger.charge(bill(project, run, "k", "4", clock.instant()));
        assertThat(ledger.reservations(project, run)).extracting(Reservation::remaining).containsExactly(usd("0"),
                usd("1"));
    }

    @Test
    void releasing_frees_what_is_left_once() {
        reserve(run, "6");
        ledger.charge(bill(project, run, "k", "2", clock.instant()));

        assertThat(ledger.release(project, run)).containsExactly(usd("4"));
        assertThat(ledger.release(project, run)).isEmpty();
        assertThat(budget().reserved()).isEqualTo(usd("0"));
        assertThat(ledger.openReservations(project)).isEmpty();
    }

    @Test
    void a_bill_after_the_release_is_not_lost() {
        reserve(run, "6");
        ledger.release(project, run);
        assertThat(ledger.charge(bill(project, run, "k", "1", clock.instant())).overrun()).isEqualTo(usd("1"));
        assertThat(budget().spent()).isEqualTo(usd("1"));
    }

    @Test
    void held_money_counts_in_its_month_and_what_goes_beyond_in_the_month_of_the_bill() {
        reserve(run, "6");
        Instant nextMonth = month().plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        ledger.charge(bill(project, run, "k", "7", nextMonth));
        assertThat(budget().spent()).isEqualTo(usd("6"));
        assertThat(costs.budgets(project, month().plusMonths(1))).singleElement().extracting(
                BudgetStatus::spent).isEqualTo(usd("1"));
    }

    @Test
    void every_step_is_undone_with_the_callers_transaction() {
        transaction.executeWithoutResult(status -> {
            reserve(run, "6");
            ledger.charge(bill(project, run, "k", "2", clock.instant()));
            ledger.release(project, run);
            status.setRollbackOnly();
        });
        assertThat(ledger.reservations(project, run)).isEmpty();
        assertThat(ledger.charges(project, run)).isEmpty();
        assertThat(costs.budgets(project, month())).isEmpty();
    }

    @Test
    void projects_do_not_share_budgets_or_keys() {
        ProjectId other = newProject();
        reserve(run, "10");
        assertThat(ledger.reserve(ask(other, newRun(), "10", "10"))).isInstanceOf(Reserved.class);
        ledger.charge(bill(project, run, "k", "1", clock.instant()));
        assertThat(ledger.charge(bill(other, run, "k", "2", clock.instant())).bill().amount()).isEqualTo(usd("2"));
        assertThat(ledger.charges(project, run)).hasSize(1);
    }

    @Test
    void costs_are_added_up_by_kind_day_and_label() {
        Instant at = Instant.parse("2026-03-31T23:59:59Z");
        ledger.charge(bill(project, run, "a", "1", at));
        ledger.charge(bill(project, run, "b", "2", at.plusSeconds(1)));

        assertThat(report(Grouping.Field.KIND).rows()).containsExactly(
                new Costs.CostReport.Row("training", usd("3"), usd("0"), 2, java.util.Set.of("demo tariff")));
        assertThat(report(Grouping.Field.DAY).rows()).extracting(Costs.CostReport.Row::group).containsExactly(
                "2026-03-31", "2026-04-01");
        assertThat(report(new Grouping.Label("team")).rows()).extracting(
                Costs.CostReport.Row::group).containsExactly("platform");
        assertThat(report(new Grouping.Label("x'); drop table charge")).rows()).extracting(
                Costs.CostReport.Row::group).containsExactly("");
        assertThat(report(Grouping.Field.MODEL).totals()).containsExactly(usd("3"));
    }

    private List<Obstacle> refusal(ReservationRequest request) {
        return ((Refused) ledger.reserve(request)).obstacles();
    }

    private Costs.CostReport report(Grouping grouping) {
        return costs.report(project, grouping, Instant.parse("2026-03-01T00:00:00Z"),
                Instant.parse("2026-05-01T00:00:00Z"));
    }

    private Money reserve(RunId run, String amount) {
        return ((Reserved) ledger.reserve(ask(project, run, amount, "10"))).reservation().amount();
    }

    private BudgetStatus budget() {
        return costs.budgets(project, month()).getFirst();
    }

    private YearMonth month() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    }
}
