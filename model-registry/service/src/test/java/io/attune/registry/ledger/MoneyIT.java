package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Attribution;
import io.attune.registry.Budget;
import io.attune.registry.Budget.Span;
import io.attune.registry.BudgetScope;
import io.attune.registry.Budgets;
import io.attune.registry.Budgets.State;
import io.attune.registry.Charge;
import io.attune.registry.ChargeKind;
import io.attune.registry.Costs;
import io.attune.registry.ExchangeRate;
import io.attune.registry.ExchangeRates;
import io.attune.registry.Ledger;
import io.attune.registry.MoneyEvent;
import io.attune.registry.NewCharge;
import io.attune.registry.NewCharge.Stage;
import io.attune.registry.NewCharge.Usage;
import io.attune.registry.RegistryTest;
import io.attune.registry.ReservationOutcome;
import io.attune.registry.ReservationOutcome.Obstacle;
import io.attune.registry.ReservationOutcome.Refused;
import io.attune.registry.ReservationOutcome.Reserved;
import io.attune.registry.ReservationRequest;
import io.attune.registry.ReservationRequest.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Budgets that people set, currencies, stages of charges, closed months, freezes and labels. */
@RegistryTest
class MoneyIT {
    private static final Currency USD = Currency.getInstance("USD");
    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant LONG_AGO = Instant.parse("2001-02-05T00:00:00Z");

    @Autowired
    Ledger ledger;
    @Autowired
    Budgets budgets;
    @Autowired
    ExchangeRates rates;
    @Autowired
    Costs costs;
    @Autowired
    JdbcClient jdbc;
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
    void a_refusal_names_every_budget_in_the_way_with_its_figures() {
        set("project", Span.MONTHLY, "10 USD");
        set("team:platform", Span.DAILY, "7 USD");
        set("deployment:chat", Span.TOTAL, "100 USD");
        ask(newRun(), "5 USD");

        Refused refused = (Refused) ask(run, "6 USD");
        assertThat(refused.obstacles()).extracting(Obstacle::message).containsExactly(
                "The budget of the project in " + month()
                        + " does not suffice: 6.00 USD asked, 5.00 USD left of 10.00 USD (0.00 USD spent, 5.00 USD reserved)",
                "The budget of team platform in " + today()
                        + " does not suffice: 6.00 USD asked, 2.00 USD left of 7.00 USD (0.00 USD spent, 5.00 USD reserved)");
        assertThat(refused.nextStep()).contains("attune budget set project LIMIT --period monthly");
        assertThat(state("deployment:chat").reserved()).isEqualTo(usd("5"));
        assertThat(ledger.reservations(project, run)).isEmpty();
    }

    @Test
    void a_budget_set_later_counts_what_is_held_and_was_billed_in_its_period() {
        ask(run, "5 USD");
        ledger.charge(bill("a", "2 USD", Stage.METERED, clock.instant()));
        ledger.charge(bill("old", "9 USD", Stage.METERED, LONG_AGO));

        set("project", Span.MONTHLY, "20 USD");
        set("project", Span.TOTAL, "20 USD");
        assertThat(budgets.list(project, today())).extracting(State::spent).containsExactly(usd("2"), usd("11"));
        assertThat(budgets.list(project, today())).extracting(State::reserved).containsOnly(usd("0"), usd("0"));
    }

    @Test
    void a_budget_set_while_money_is_held_follows_it() {
        ask(run, "5 USD");
        set("project", Span.MONTHLY, "20 USD");
        assertThat(state("project").reserved()).isEqualTo(usd("5"));
        ledger.charge(bill("a", "3 USD", Stage.METERED, clock.instant()));
        assertThat(state("project").reserved()).isEqualTo(usd("2"));
        ledger.release(project, run);
        assertThat(state("project").reserved()).isEqualTo(usd("0"));
        assertThat(state("project").remaining()).isEqualTo(usd("17"));
    }

    @Test
    void an_overrun_is_booked_in_full_and_blocks_what_comes_after() {
        set("team:platform", Span.MONTHLY, "6 USD");
        ask(run, "5 USD");
        assertThat(ledger.charge(bill("a", "8 USD", Stage.METERED, clock.instant())).overrun()).isEqualTo(usd("3"));
        assertThat(state("team:platform").spent()).isEqualTo(usd("8"));
        assertThat(ask(newRun(), "0 USD")).isInstanceOf(Refused.class);
        assertThat(budgets.events(project, null, 10)).extracting(MoneyEvent::kind).contains(MoneyEvent.Kind.OVERRUN);
    }

    @Test
    void each_notice_is_told_once_for_a_budget_and_period() {
        set("project", Span.MONTHLY, "10 USD");
        ask(newRun(), "5 USD");
        ask(newRun(), "4 USD");
        ask(newRun(), "1 USD");
        assertThat(budgets.events(project, null, 10)).extracting(event -> event.detail().get(
                "percent")).containsExactly(
                        "50", "80", "100");
    }

    @Test
    void a_budget_changed_by_another_meanwhile_is_not_overwritten() {
        Budget first = set("project", Span.MONTHLY, "10 USD");
        assertThat(first.version()).isEqualTo(1);
        assertThatThrownBy(() -> set("project", Span.MONTHLY, "12 USD")).isInstanceOf(
                PlatformException.class).hasMessageContaining("has version 1 already");
        assertThat(budgets.set(new Budgets.Wanted(project, first.scope(), Span.MONTHLY, usd("4"), List.of(), 1,
                "ann")).version()).isEqualTo(2);
        budgets.remove(project, first.id(), 2, "ann");
        assertThat(budgets.list(project, today())).isEmpty();
    }

    @Test
    void a_budget_of_another_currency_needs_a_rate_and_says_so() {
        set("project", Span.MONTHLY, "10 EUR");
        assertThat(((Refused) ask(run, "5 USD")).message()).contains("counts EUR").contains(
                "no rate from USD to EUR");
        rate("USD", "EUR", "0.9", today().minusDays(30));
        assertThat(((Refused) ask(run, "5 USD")).message()).contains("stale on " + today()).contains("made up");
        rate("USD", "EUR", "0.9", today());
        assertThat(ask(run, "5 USD")).isInstanceOf(Reserved.class);
        assertThat(state("project").reserved()).isEqualTo(Money.of("4.5", "EUR"));
    }

    @Test
    void a_charge_in_another_currency_keeps_both_amounts() {
        rate("EUR", "USD", "1.25", today());
        ask(run, "5 USD");
        Charge charge = ledger.charge(bill("a", "2 EUR", Stage.METERED, clock.instant()));
        assertThat(charge.bill().amount()).isEqualTo(Money.of("2", "EUR"));
        assertThat(charge.inBudget()).isEqualTo(new Charge.Converted(usd("2.5"), new ExchangeRate(EUR, USD,
                new BigDecimal("1.25"), today(), "made up")));
        assertThat(ledger.reservations(project, run).getFirst().remaining()).isEqualTo(usd("2.5"));
    }

    @Test
    void a_charge_without_a_rate_is_counted_once_the_rate_is_known() {
        set("project", Span.MONTHLY, "10 EUR");
        ledger.charge(bill("a", "5 USD", Stage.METERED, clock.instant()));
        assertThat(state("project").unconverted()).isEqualTo(1);
        assertThat(budgets.events(project, null, 10)).singleElement().extracting(MoneyEvent::kind).isEqualTo(
                MoneyEvent.Kind.RATE_MISSING);
        rate("EUR", "USD", "1.25", today());
        assertThat(state("project").unconverted()).isZero();
        assertThat(state("project").spent()).isEqualTo(Money.of("4", "EUR"));
    }

    @Test
    void a_charge_goes_from_estimated_to_metered_to_invoiced() {
        set("project", Span.MONTHLY, "20 USD");
        ask(run, "10 USD");
        ledger.charge(bill("a", "5 USD", Stage.ESTIMATED, clock.instant()));
        Charge metered = ledger.charge(bill("a", "6 USD", Stage.METERED, clock.instant()));
        assertThat(metered.delta()).isEqualTo(usd("1"));
        ledger.charge(bill("a", "5.5 USD", Stage.INVOICED, clock.instant()));
        assertThat(ledger.charge(bill("a", "5 USD", Stage.ESTIMATED, clock.instant())).bill().stage()).isEqualTo(
                Stage.INVOICED);

        assertThat(ledger.charges(project, run)).singleElement().extracting(charge -> charge.bill().amount()).isEqualTo(
                usd("5.5"));
        assertThat(state("project").spent()).isEqualTo(usd("5.5"));
        assertThat(report().totals()).containsExactly(usd("5.5"));
        assertThatThrownBy(() -> ledger.charge(bill("a", "7 USD", Stage.INVOICED, clock.instant()))).isInstanceOf(
                PlatformException.class).hasMessageContaining("5.50 USD").hasMessageContaining("7.00 USD");
    }

    @Test
    void a_refund_is_a_credit_that_makes_no_room_beyond_the_limit() {
        set("project", Span.MONTHLY, "10 USD");
        ledger.charge(bill("refund", "-4 USD", Stage.INVOICED, clock.instant()));
        assertThat(state("project").spent()).isEqualTo(usd("-4"));
        assertThat(state("project").remaining()).isEqualTo(usd("10"));
        assertThat(ask(newRun(), "11 USD")).isInstanceOf(Refused.class);
        assertThat(ask(run, "10 USD")).isInstanceOf(Reserved.class);
    }

    @Test
    void a_closed_month_cannot_change_and_what_comes_late_counts_now() {
        ledger.charge(bill("a", "5 USD", Stage.METERED, LONG_AGO));
        ledger.close(project, YearMonth.of(2001, 2), "ann");
        assertThat(ledger.close(project, YearMonth.of(2001, 2), "ben").by()).isEqualTo("ann");

        Charge corrected = ledger.charge(bill("a", "6 USD", Stage.INVOICED, LONG_AGO));
        assertThat(corrected.reason()).isEqualTo("corrects closed month 2001-02");
        assertThat(corrected.delta()).isEqualTo(usd("1"));
        assertThat(corrected.countedAt()).isAfter(LONG_AGO);
        assertThat(ledger.correct(project, "a", usd("5.75"), "the provider's second invoice").delta()).isEqualTo(
                usd("-0.25"));
        assertThat(costs.report(project, Costs.Grouping.Field.KIND, LONG_AGO, LONG_AGO.plusSeconds(
                1)).totals()).containsExactly(usd("5"));
        assertThat(report().totals()).containsExactly(usd("0.75"));
    }

    @Test
    void the_database_itself_refuses_rows_of_a_closed_month() {
        ledger.charge(bill("a", "5 USD", Stage.METERED, LONG_AGO));
        ledger.close(project, YearMonth.of(2001, 2), "ann");
        assertThatThrownBy(() -> jdbc.sql("""
                insert into registry.charge select 'chg_x', project, 'b', run, scope, model, kind, currency, amount, quantity,
                    unit, price_source, labels, billed_at, unreserved, overrun, recorded_at, 0, stage, delta,
                    counted_at, budget_currency, budget_delta from registry.charge where project = ?
                """).param(project.value()).update()).isInstanceOf(DataAccessException.class).hasMessageContaining(
                "is closed");
        assertThatThrownBy(() -> jdbc.sql("delete from registry.closed_month where project = ?").param(
                project.value()).update()).isInstanceOf(DataAccessException.class).hasMessageContaining("append-only");
    }

    @Test
    void a_month_that_is_not_over_and_still_holds_money_is_not_closed_and_says_both() {
        ask(run, "5 USD");
        assertThatThrownBy(() -> ledger.close(project, month(), "ann")).hasMessageContaining(
                "it is not over").hasMessageContaining(run + " holds 5 USD for training");
    }

    @Test
    void a_freeze_stops_new_reservations_and_lets_what_runs_go_on() {
        ask(run, "5 USD");
        budgets.freeze(project, null, "the card was stolen", "ann");
        Refused refused = (Refused) ask(newRun(), "1 USD");
        assertThat(refused.code()).isEqualTo("spending-frozen");
        assertThat(refused.message()).contains("by ann: the card was stolen");
        assertThat(ask(run, "5 USD")).isInstanceOf(Reserved.class);
        ledger.charge(bill("a", "3 USD", Stage.METERED, clock.instant()));
        assertThat(budgets.unfreeze(project, null, "ann")).isTrue();
        assertThat(budgets.unfreeze(project, null, "ann")).isFalse();
        assertThat(ask(newRun(), "1 USD")).isInstanceOf(Reserved.class);
    }

    @Test
    void a_freeze_of_one_connection_leaves_the_others_alone() {
        budgets.freeze(project, "other", "prices are wrong", "ann");
        assertThat(ask(run, "5 USD")).isInstanceOf(Reserved.class);
        budgets.freeze(project, "sandbox", "prices are wrong", "ann");
        assertThat(((Refused) ask(newRun(), "5 USD")).nextStep()).contains("--connection sandbox");
    }

    @Test
    void labels_that_the_project_requires_are_named_when_they_are_missing() {
        budgets.requireLabels(project, Set.of("team", "costCenter", "environment"), 0, "ann");
        Refused refused = (Refused) ask(run, "5 USD");
        assertThat(refused.message()).contains("missing: costCenter, environment");
        budgets.requireLabels(project, Set.of("team"), 1, "ann");
        assertThat(ask(run, "5 USD")).isInstanceOf(Reserved.class);
    }

    private Budget set(String scope, Span span, String limit) {
        return budgets.set(new Budgets.Wanted(project, BudgetScope.parse(scope), span, Money.parse(limit),
                Budget.NOTICES, 0, "ann"));
    }

    private void rate(String from, String to, String rate, LocalDate on) {
        rates.record(project, new ExchangeRate(Currency.getInstance(from), Currency.getInstance(to),
                new BigDecimal(rate), on, "made up"), "ann");
    }

    private ReservationOutcome ask(RunId holder, String amount) {
        return ledger.reserve(new ReservationRequest(project, holder, "training", "recipe", Money.parse(amount),
                Limits.NONE, new Attribution(Map.of("team", "platform"), "sandbox", "chat")));
    }

    private NewCharge bill(String key, String amount, Stage stage, Instant at) {
        return new NewCharge(project, key, run, "recipe", "recipe", ChargeKind.TRAINING, Money.parse(amount),
                new BigDecimal(1000), "tokens", "made up", Map.of("team", "platform"), at, stage,
                new Usage("sandbox", "job-1", "chat", null, "base", "data@1", "supervised", 3));
    }

    private State state(String scope) {
        return budgets.list(project, today()).stream().filter(
                state -> state.budget().scope().toString().equals(scope)).findFirst().orElseThrow();
    }

    private Costs.CostReport report() {
        return costs.report(project, Costs.Grouping.Field.KIND, clock.instant().minusSeconds(86_400),
                clock.instant().plusSeconds(60));
    }

    private YearMonth month() {
        return YearMonth.from(today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
