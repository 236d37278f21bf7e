package io.attune.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.RunId;
import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.testing.RunsAlone;
import io.attune.platform.SharedClock;
import io.attune.platform.testing.TestServers;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJobId;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may work on a run, and until when. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunStoreIT {
    private static final Set<RunState> ALL = EnumSet.allOf(RunState.class);
    private static final RunProperties USUAL = new RunProperties(4, 64, Duration.ofMillis(200), Duration.ofSeconds(4),
            Duration.ofSeconds(20), 5, Duration.ofSeconds(20));

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private ConfigurableApplicationContext context;
    private RunStore store;
    private JdbcClient jdbc;
    private int runs;

    @BeforeAll
    void start() throws Exception {
        context = RunsAlone.start(TestServers.freshProperties(), clock, new KillPoints());
        store = context.getBean(RunStore.class);
        jdbc = context.getBean(JdbcClient.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void noRuns() {
        jdbc.sql("truncate orchestrator.run cascade").update();
        jdbc.sql("truncate orchestrator.job_sweep").update();
    }

    @Test
    void a_look_takes_as_many_as_asked_for_and_no_other_node_gets_them() {
        Set<RunId> made = Set.of(submitting(), submitting(), submitting());
        List<RunStore.Claim> first = store.claim("a", ALL, USUAL.lease(), 2);
        List<RunStore.Claim> second = store.claim("b", ALL, USUAL.lease(), 100);
        assertThat(first).hasSize(2);
        assertThat(second).hasSize(1);
        assertThat(List.of(id(first.get(0)), id(first.get(1)), id(second.get(0)))).containsExactlyInAnyOrderElementsOf(
                made);
    }

    @Test
    void a_look_takes_only_runs_in_the_states_it_asks_for() {
        submitting();
        assertThat(store.claim("a", EnumSet.of(RunState.CURATING), USUAL.lease(), 100)).isEmpty();
        assertThat(store.claim("a", EnumSet.of(RunState.SUBMITTING), USUAL.lease(), 100)).hasSize(1);
    }

    @Test
    void a_dead_nodes_run_is_taken_up_within_five_seconds_of_its_last_sign_of_life() {
        submitting();
        store.claim("dead", ALL, USUAL.lease(), 1);
        clock.advance(Duration.ofSeconds(5).minus(USUAL.poll()));
        assertThat(store.claim("alive", ALL, USUAL.lease(), 1)).hasSize(1);
    }

    @Test
    void a_claim_that_is_renewed_stays() {
        submitting();
        RunStore.Claim claim = store.claim("a", ALL, USUAL.lease(), 1).getFirst();
        for (int i = 0; i < 20; i++) {
            clock.advance(USUAL.lease().dividedBy(3));
            assertThat(store.renew(claim, USUAL.lease())).isTrue();
            assertThat(store.claim("b", ALL, USUAL.lease(), 1)).isEmpty();
        }
    }

    @Test
    void a_node_whose_clock_is_an_hour_ahead_takes_no_run_that_another_works_on() {
        RunId id = submitting();
        SharedClock ahead = new SharedClock(() -> clock.instant().plus(Duration.ofHours(1)), clock);
        ahead.measure();
        RunStore other = storeWith(ahead);
        store.claim("a", ALL, USUAL.lease(), 1);
        assertThat(other.claim("b", ALL, USUAL.lease(), 1)).isEmpty();
        clock.advance(USUAL.lease().plusMillis(1));
        assertThat(other.claim("b", ALL, USUAL.lease(), 1)).singleElement().extracting(RunStoreIT::id).isEqualTo(id);
    }

    @Test
    void what_a_node_stores_after_its_claim_has_passed_on_changes_nothing() {
        RunId id = submitting();
        RunStore.Claim late = store.claim("a", ALL, USUAL.lease(), 1).getFirst();
        clock.advance(Duration.ofSeconds(10));
        store.claim("b", ALL, USUAL.lease(), 1);
        RunEvent event = new RunEvent.Failed(new Fact.Failure("x", ErrorKind.OUTSIDE, "m", "n",
                RunState.SUBMITTING));
        assertThat(store.store(late, RunMachine.next(late.run(), event), event, false)).isFalse();
        Run run = store.find(late.run().project(), id).orElseThrow();
        assertThat(run.state()).isEqualTo(RunState.SUBMITTING);
        assertThat(store.lines(run, 0, 10)).extracting(RunStore.RunLine::kind).containsExactly("Started");
    }

    @Test
    void the_history_is_numbered_without_gaps_whoever_adds_to_it() {
        submitting();
        RunStore.Claim claim = store.claim("a", ALL, USUAL.lease(), 1).getFirst();
        store.requestCancel(claim.run(), "ann");
        RunEvent event = new RunEvent.Accepted(job("running"), Duration.ZERO);
        assertThat(store.store(claim, RunMachine.next(claim.run(), event), event, false)).isTrue();
        assertThat(store.lines(claim.run(), 0, 10)).extracting(RunStore.RunLine::sequence).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_listed_job_in_another_state_than_known_is_due_at_once() {
        RunId id = training("queued", Duration.ofMinutes(10));
        assertThat(store.watched(Duration.ofSeconds(20))).isEmpty();
        clock.advance(Duration.ofSeconds(21));
        assertThat(store.watched(Duration.ofSeconds(20))).containsEntry("trainer", 1);
        assertThat(store.seen("trainer", List.of(new ProviderJobId("job-1")), List.of("queued"))).isEqualTo(1);
        assertThat(store.claim("a", ALL, USUAL.lease(), 1)).isEmpty();
        assertThat(store.watched(Duration.ofSeconds(20))).isEmpty();
        store.seen("trainer", List.of(new ProviderJobId("job-1")), List.of("running"));
        assertThat(store.claim("a", ALL, USUAL.lease(), 1)).singleElement().extracting(RunStoreIT::id).isEqualTo(id);
    }

    @Test
    void of_two_nodes_one_reads_a_connections_list() {
        assertThat(store.takeSweep("trainer", Duration.ofSeconds(20))).isTrue();
        assertThat(store.takeSweep("trainer", Duration.ofSeconds(20))).isFalse();
        clock.advance(Duration.ofSeconds(20));
        assertThat(store.takeSweep("trainer", Duration.ofSeconds(20))).isTrue();
    }

    private RunId submitting() {
        RunId id = RunId.of(new UUID(9, runs++));
        Seeds.submitting(store, jdbc, id, new ProviderFileId("file-1"));
        return id;
    }

    private RunId training(String word, Duration lookAgainIn) {
        RunId id = submitting();
        RunStore.Claim claim = store.claim("seed", ALL, USUAL.lease(), 1).getFirst();
        RunEvent event = new RunEvent.Accepted(job(word), lookAgainIn);
        store.store(claim, RunMachine.next(claim.run(), event), event, false);
        return id;
    }

    private Fact.Job job(String word) {
        return new Fact.Job("trainer", new ProviderJobId("job-1"), JobState.RUNNING, null, word, null, null, null,
                clock.instant(), null, null, 0);
    }

    private RunStore storeWith(InstantSource other) {
        return new RunStore(jdbc, other);
    }

    private static RunId id(RunStore.Claim claim) {
        return claim.run().id();
    }
}
