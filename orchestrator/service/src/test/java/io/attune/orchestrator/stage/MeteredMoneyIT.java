package io.attune.orchestrator.stage;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.notify.Notice;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe.Budget;
import io.attune.orchestrator.recipe.Recipe.Budget.OnOverrun;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Node;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunProperties;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.RunStore;
import io.attune.orchestrator.run.Seeds;
import io.attune.orchestrator.run.Stage;
import io.attune.platform.testing.TestServers;
import io.attune.provider.Connections;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.testkit.TestClock;
import io.attune.registry.Charge;
import io.attune.registry.Ledger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Jobs that are metered by the hour, at 2 dollars each, of runs that hold 5, on a real database with the real ledger. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeteredMoneyIT {
    private static final RunProperties SETTINGS = new RunProperties(1, 1, Duration.ofMillis(100), Duration.ofSeconds(
            10), Duration.ofSeconds(20), 5, Duration.ofSeconds(20));

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final MeteringProvider provider = new MeteringProvider();
    private final List<Notice> told = new ArrayList<>();
    private ConfigurableApplicationContext context;
    private RunStore store;
    private JdbcClient jdbc;
    private Ledger ledger;
    private Purse purse;
    private OverrunStore overruns;
    private long runs;

    @BeforeAll
    void start() {
        context = MoneyPlatform.start(TestServers.freshProperties(), clock);
        store = context.getBean(RunStore.class);
        jdbc = context.getBean(JdbcClient.class);
        ledger = context.getBean(Ledger.class);
        overruns = context.getBean(OverrunStore.class);
        purse = new Purse(ledger, context.getBean(Prices.class), null, clock);
        jdbc.sql("insert into orchestrator.price (connection, base_model, kind, amount, currency, per_tokens, source,"
                + " observed_on, effective_from) values ('trainer', 'base', 'TRAINING_HOURS', 2, 'USD', 1, 'a list',"
                + " '2026-01-01', '2026-01-01')").update();
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void a_run_within_what_it_holds_goes_on_and_its_use_is_read_once_a_minute() {
        RunId run = training();
        Node node = node(OnOverrun.PAUSE);
        provider.hours = "2.5";
        provider.readings = 0;

        for (int i = 0; i < 12; i++) {
            look(node, run, Duration.ofSeconds(11));
        }

        assertThat(provider.readings).isEqualTo(2);
        assertThat(find(run).facts().get(Fact.Meter.class).cost()).isEqualTo(Money.of("5", "USD"));
        assertThat(find(run).facts().find(Fact.Overrun.class)).isEmpty();
        assertThat(told).isEmpty();
        end(node, run);
    }

    @Test
    void a_run_that_costs_more_than_it_holds_is_paused_and_goes_on_when_a_person_holds_more() {
        RunId run = training();
        Node node = node(OnOverrun.PAUSE);
        provider.hours = "2.51";

        look(node, run);

        assertThat(provider.asked).containsExactly("pause");
        assertThat(told).singleElement().satisfies(notice -> assertThat(notice.words()).contains("5.02", "paused"));
        Fact.Overrun overrun = find(run).facts().get(Fact.Overrun.class);
        assertThat(overrun.open()).isTrue();
        look(node, run);
        assertThat(provider.asked).containsExactly("pause");

        purse.reserve(find(run), recipes(OnOverrun.PAUSE).pinned().of(find(run)), "overrun-1", Money.of("3", "USD"));
        assertThat(overruns.decide(find(run), 1, "ann")).isTrue();
        assertThat(overruns.decide(find(run), 1, "bob")).isFalse();
        look(node, run);

        assertThat(provider.asked).containsExactly("pause", "resume");
        assertThat(find(run).facts().get(Fact.Overrun.class).open()).isFalse();
        provider.hours = "4";
        look(node, run);
        assertThat(told).hasSize(1);
        provider.hours = "4.2";
        look(node, run);
        assertThat(find(run).facts().get(Fact.Overrun.class).number()).isEqualTo(2);
        provider.state = JobState.CANCELLED;
        end(node, run);
    }

    @Test
    void where_nothing_can_be_paused_the_run_goes_on_and_people_are_told_once() {
        RunId run = training();
        provider.pauses = false;
        Node node = node(OnOverrun.PAUSE);
        provider.hours = "3";

        look(node, run);
        look(node, run);
        look(node, run);

        assertThat(provider.asked).isEmpty();
        assertThat(told).singleElement().satisfies(notice -> assertThat(notice.words()).contains("cannot pause"));
        assertThat(find(run).state()).isEqualTo(RunState.TRAINING);
        end(node, run);
    }

    @Test
    void a_run_is_cancelled_only_where_the_recipe_says_so() {
        RunId run = training();
        Node node = node(OnOverrun.CANCEL);
        provider.hours = "3";

        look(node, run);
        look(node, run);
        look(node, run);

        assertThat(provider.asked).containsExactly("cancel");
        assertThat(find(run).state()).isEqualTo(RunState.CLOSING);
        assertThat(find(run).facts().get(Fact.Outcome.class).reason()).contains("cost 6.00 USD", "held 5.00 USD");
    }

    @Test
    void a_run_whose_recipe_asks_waits_for_a_person_and_trains_on() {
        RunId run = training();
        Node node = node(OnOverrun.ASK);
        provider.hours = "3";

        look(node, run);
        look(node, run);

        assertThat(provider.asked).isEmpty();
        assertThat(find(run).facts().get(Fact.Overrun.class).open()).isTrue();
        assertThat(told).hasSize(1);
        end(node, run);
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, names = {"SUCCEEDED", "FAILED", "CANCELLED"})
    void what_was_metered_is_charged_once_however_the_job_ended(JobState end) {
        RunId run = training();
        Node node = node(OnOverrun.PAUSE);
        provider.hours = "1.25";
        provider.state = end;

        end(node, run);

        assertThat(ledger.charges(ProjectId.DEFAULT, run)).singleElement().satisfies(charge -> {
            assertThat(charge.bill().amount()).isEqualTo(Money.of("2.5", "USD"));
            assertThat(charge.bill().quantity()).isEqualByComparingTo(new BigDecimal("1.25"));
            assertThat(charge.bill().unit()).isEqualTo("gpu-hours");
        }).extracting(Charge::overrun).isEqualTo(Money.of("0", "USD"));
    }

    private RunId training() {
        jdbc.sql("update orchestrator.run set state = 'CANCELLED'").update();
        provider.state = JobState.RUNNING;
        provider.pauses = true;
        provider.hours = "0";
        provider.asked.clear();
        told.clear();
        RunId id = RunId.of(new UUID(11, ++runs));
        Seeds.submitting(store, jdbc, id, new ProviderFileId("file-1"));
        Fact.Job job = new Fact.Job("trainer", MeteringProvider.JOB, JobState.RUNNING, null, "RUNNING", null, null,
                null, Instant.EPOCH, null, null, 0);
        Seeds.training(jdbc, id, job);
        purse.reserve(find(id), recipes(OnOverrun.PAUSE).pinned().of(find(id)), "training", Money.of("5", "USD"));
        return id;
    }

    private static TestRecipes recipes(OnOverrun onOverrun) {
        return new TestRecipes("base", new Budget(Money.of("100", "USD"), Money.of("1000", "USD"), null, onOverrun));
    }

    private Node node(OnOverrun onOverrun) {
        Connections connections = provider.connections(clock);
        PinnedRecipe recipes = recipes(onOverrun).pinned();
        MeteredMoney money = new MeteredMoney(context.getBean(Prices.class), purse, overruns, told::add, clock);
        return new Node("node", store, List.of(new TrainStage(recipes, connections, context.getBean(
                TrainingStore.class), new PollPace(connections, SETTINGS, clock), money, LossLog.NONE), new SettleStage(
                        recipes,
                        purse, connections), new Waiting()), Duration.ofSeconds(10));
    }

    /** Works on a run once, a minute later. */
    private void look(Node node, RunId run) {
        look(node, run, Duration.ofSeconds(61));
    }

    private void look(Node node, RunId run, Duration later) {
        clock.advance(later);
        jdbc.sql("update orchestrator.run set due_at = ? where id = ?").params(clock.instant().atOffset(
                java.time.ZoneOffset.UTC), run.value()).update();
        node.step();
    }

    private void end(Node node, RunId run) {
        provider.state = provider.state.isTerminal() ? provider.state : JobState.SUCCEEDED;
        for (int i = 0; i < 5 && !find(run).facts().find(Fact.Outcome.class).isPresent(); i++) {
            look(node, run);
        }
        jdbc.sql("update orchestrator.run set state = 'CANCELLED' where id = ?").param(run.value()).update();
    }

    private Run find(RunId run) {
        return store.find(ProjectId.DEFAULT, run).orElseThrow();
    }

    /** What follows is not looked at here. */
    private static final class Waiting implements Stage {
        @Override
        public Set<RunState> states() {
            return Set.of(RunState.EVALUATING, RunState.CLOSING);
        }

        @Override
        public RunEvent perform(Run run, Work work) {
            return new RunEvent.StillWorking(Duration.ofDays(1));
        }
    }
}
