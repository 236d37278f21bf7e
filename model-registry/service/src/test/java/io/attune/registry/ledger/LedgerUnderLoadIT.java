package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Attribution;
import io.attune.registry.Budget.Span;
import io.attune.registry.BudgetScope;
import io.attune.registry.BudgetScope.Level;
import io.attune.registry.Budgets;
import io.attune.registry.ChargeKind;
import io.attune.registry.ExchangeRate;
import io.attune.registry.ExchangeRates;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge;
import io.attune.registry.RegistryTest;
import io.attune.registry.ReservationOutcome.Reserved;
import io.attune.registry.ReservationRequest;
import io.attune.registry.ReservationRequest.Limits;
import io.attune.registry.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static io.attune.registry.Samples.ask;
import static io.attune.registry.Samples.bill;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;

/** Tries to exceed a budget from many threads whose transactions die at random; a failing seed repeats the choices. */
@RegistryTest
class LedgerUnderLoadIT {
    private static final int THREADS = 8;
    private static final int STEPS = 60;

    @Autowired
    Ledger ledger;
    @Autowired
    Budgets budgets;
    @Autowired
    ExchangeRates rates;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    InstantSource clock;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void no_budget_is_exceeded_and_the_books_balance_whatever_dies(long seed) throws Exception {
        ProjectId project = newProject();
        someBudgets(project);
        List<RunId> runs = IntStream.range(0, 12).mapToObj(i -> Samples.newRun()).toList();
        Books books = new Books(jdbc);

        inParallel(thread -> {
            SplittableRandom random = new SplittableRandom(seed * 1_000 + thread);
            for (int step = 0; step < STEPS; step++) {
                anyStep(project, runs.get(random.nextInt(runs.size())), random);
                if (step % 10 == 0) {
                    assertThat(books.exceeded(project)).isEmpty();
                    assertThat(overLimit(project)).isEmpty();
                }
            }
        });

        assertThat(books.exceeded(project)).isEmpty();
        assertThat(overLimit(project)).isEmpty();
        assertThat(books.imbalances(project)).isEmpty();
        assertThat(books.brokenRows(project)).isEmpty();
        assertThat(budgets.list(project, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))).hasSize(8).allMatch(
                state -> state.spent().amount().signum() > 0);
        runs.forEach(run -> ledger.release(project, run));
        assertThat(ledger.openReservations(project)).isEmpty();
        assertThat(books.imbalances(project)).isEmpty();
    }

    @Test
    void of_many_who_ask_at_once_exactly_those_that_fit_are_served() throws Exception {
        ProjectId project = newProject();
        List<Boolean> served = inParallelFor(
                thread -> IntStream.range(0, 10).mapToObj(i -> ledger.reserve(ask(project, Samples.newRun(), "1",
                        "25")) instanceof Reserved).toList()).stream().flatMap(List::stream).toList();
        assertThat(served).hasSize(THREADS * 10).filteredOn(yes -> yes).hasSize(25);
    }

    @Test
    void one_reservation_and_one_charge_asked_for_by_many_at_once_happen_once() throws Exception {
        ProjectId project = newProject();
        RunId run = Samples.newRun();
        inParallel(thread -> {
            ledger.reserve(ask(project, run, "3", "100"));
            ledger.charge(bill(project, run, "k", "2", clock.instant()));
        });
        assertThat(ledger.reservations(project, run)).singleElement().extracting(
                reservation -> reservation.remaining()).isEqualTo(usd("1"));
        assertThat(ledger.charges(project, run)).hasSize(1);
        assertThat(new Books(jdbc).imbalances(project)).isEmpty();
    }

    /** Limits of every scope and span, in two currencies, below what the steps ask for together. */
    private void someBudgets(ProjectId project) {
        rates.record(project, new ExchangeRate(Currency.getInstance("EUR"), Currency.getInstance("USD"),
                new BigDecimal("1.0863"), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), "made up"), "test");
        set(project, BudgetScope.project(), Span.DAILY, "40 USD");
        set(project, BudgetScope.project(), Span.MONTHLY, "33.33 EUR");
        set(project, BudgetScope.project(), Span.TOTAL, "45 USD");
        set(project, new BudgetScope(Level.TEAM, "platform"), Span.MONTHLY, "21 USD");
        set(project, new BudgetScope(Level.TEAM, "support"), Span.TOTAL, "18 EUR");
        set(project, new BudgetScope(Level.RECIPE, "recipe"), Span.MONTHLY, "24 USD");
        set(project, new BudgetScope(Level.RECIPE, "other"), Span.DAILY, "19 USD");
        set(project, new BudgetScope(Level.DEPLOYMENT, "chat"), Span.TOTAL, "15 USD");
    }

    private void set(ProjectId project, BudgetScope scope, Span span, String limit) {
        budgets.set(new Budgets.Wanted(project, scope, span, Money.parse(limit), List.of(50), 0, "test"));
    }

    /** The budgets that more is spent and held against than they allow and than was billed without being held. */
    private List<Budgets.State> overLimit(ProjectId project) {
        return budgets.list(project, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)).stream().filter(
                state -> state.spent().plus(state.reserved()).isGreaterThan(state.budget().limit().plus(
                        state.unreserved()))).toList();
    }

    private void anyStep(ProjectId project, RunId run, SplittableRandom random) {
        boolean dies = random.nextInt(4) == 0;
        int kind = random.nextInt(12);
        Money money = new Money(BigDecimal.valueOf(random.nextInt(1, 300), 2),
                Currency.getInstance(random.nextInt(4) == 0 ? "EUR" : "USD"));
        String recipe = random.nextBoolean() ? "recipe" : "other";
        Map<String, String> labels = Map.of("team", random.nextBoolean() ? "platform" : "support");
        String deployment = random.nextBoolean() ? "chat" : null;
        String purpose = "purpose-" + random.nextInt(1_000_000);
        NewCharge bill = new NewCharge(project, "c-" + random.nextInt(200), run, recipe, null, ChargeKind.TRAINING,
                money, BigDecimal.ONE, "tokens", "test", labels, clock.instant(),
                NewCharge.Stage.values()[random.nextInt(3)],
                new NewCharge.Usage(null, null, deployment, null, null, null, null, null));
        try {
            transaction.executeWithoutResult(status -> {
                if (kind < 5) {
                    ledger.reserve(new ReservationRequest(project, run, purpose, recipe, money,
                            money.currency().getCurrencyCode().equals("USD")
                                    ? new Limits(usd("6"), usd("25"))
                                    : Limits.NONE,
                            new Attribution(labels, null, deployment)));
                } else if (kind < 10) {
                    ledger.charge(kind < 9 ? bill : bill.restated(money.times(-1), bill.stage(), "test"));
                } else if (kind < 11) {
                    ledger.release(project, run);
                } else {
                    ledger.charge(bill(project, run, "k" + purpose, money.amount().toPlainString(), clock.instant()));
                }
                if (dies) {
                    status.setRollbackOnly();
                }
            });
        } catch (PlatformException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT);
        }
    }

    private interface Work {
        void accept(int thread);
    }

    private interface Question<T> {
        T ask(int thread);
    }

    private static void inParallel(Work work) throws Exception {
        inParallelFor(thread -> {
            work.accept(thread);
            return thread;
        });
    }

    private static <T> List<T> inParallelFor(Question<T> question) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<T>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                answers.add(threads.submit(() -> question.ask(thread)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> answer : answers) {
                results.add(answer.get());
            }
            return results;
        }
    }
}
