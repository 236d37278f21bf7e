package io.attune.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.testing.RunsAlone;
import io.attune.platform.testing.TestServers;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that ask for slots of one connection, on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlotsIT {
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private ConfigurableApplicationContext context;
    private RunStore store;
    private JdbcClient jdbc;
    private long runs;

    @BeforeAll
    void start() {
        context = RunsAlone.start(TestServers.freshProperties(), clock, new KillPoints());
        store = context.getBean(RunStore.class);
        jdbc = context.getBean(JdbcClient.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("truncate orchestrator.run cascade").update();
    }

    @Test
    void a_run_beyond_the_limit_waits_and_its_place_is_shown() {
        Slot slot = slot(1);
        RunId first = submitting(0);
        RunId second = submitting(0);
        RunId third = submitting(0);

        assertThat(ask(first, slot)).isTrue();
        assertThat(ask(third, slot)).isFalse();
        assertThat(ask(second, slot)).isFalse();

        assertThat(place(second)).isEqualTo(new RunStore.Place("trainer", 1, 2, 0, "a free slot"));
        assertThat(place(third).place()).isEqualTo(2);
        assertThat(store.places(List.of(find(first)))).isEmpty();
    }

    @Test
    void the_higher_priority_goes_first_and_at_the_same_the_older() {
        Slot slot = slot(1);
        RunId running = submitting(0);
        RunId old = submitting(0);
        RunId young = submitting(0);
        RunId urgent = submitting(5);
        ask(running, slot);
        for (RunId id : List.of(young, old, urgent)) {
            ask(id, slot);
        }

        end(running);

        assertThat(ask(old, slot)).isFalse();
        assertThat(ask(urgent, slot)).isTrue();
        end(urgent);
        assertThat(ask(young, slot)).isFalse();
        assertThat(ask(old, slot)).isTrue();
    }

    @Test
    void who_gives_up_a_slot_wakes_the_next() {
        Slot slot = slot(1);
        RunId first = submitting(0);
        RunId second = submitting(0);
        ask(first, slot);
        ask(second, slot);
        assertThat(due(second)).isAfter(clock.instant());

        end(first);

        assertThat(due(second)).isEqualTo(clock.instant());
    }

    @Test
    void a_run_that_is_cancelled_keeps_nobody_waiting() {
        Slot slot = slot(1);
        RunId first = submitting(0);
        RunId second = submitting(0);
        RunId third = submitting(0);
        ask(first, slot);
        ask(second, slot);
        ask(third, slot);
        store.requestCancel(find(second), "ann");

        assertThat(place(third).place()).isEqualTo(1);
        end(first);
        assertThat(ask(third, slot)).isTrue();
    }

    @Test
    void a_job_of_many_gpus_is_not_passed_by_smaller_ones_for_ever() {
        Slot large = new Slot("trainer", 4, new Slot.Limits(null, null, 4));
        Slot small = new Slot("trainer", 1, new Slot.Limits(null, null, 4));
        RunId running = submitting(0);
        RunId big = submitting(0);
        RunId little = submitting(0);
        assertThat(ask(running, small)).isTrue();
        assertThat(ask(big, large)).isFalse();

        assertThat(ask(little, small)).isFalse();
        end(running);
        assertThat(ask(big, large)).isTrue();
        assertThat(ask(little, small)).isFalse();
    }

    @Test
    void only_jobs_that_are_not_in_training_yet_count_where_only_those_are_limited() {
        Slot slot = new Slot("trainer", 0, new Slot.Limits(null, 1, null));
        RunId first = submitting(0);
        RunId second = submitting(0);
        ask(first, slot);
        assertThat(ask(second, slot)).isFalse();

        trains(first, JobState.RUNNING);

        assertThat(ask(second, slot)).isTrue();
    }

    /** Any number of nodes, at any moment, dying at any moment. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void never_are_there_more_jobs_than_the_limit_and_every_run_has_its_turn(long seed) throws Exception {
        Random random = new Random(seed);
        int limit = 1 + random.nextInt(4);
        int wanted = 24;
        List<RunId> ids = new ArrayList<>();
        for (int i = 0; i < wanted; i++) {
            ids.add(submitting(random.nextInt(3)));
        }
        Vendor vendor = new Vendor(limit);
        AtomicInteger steps = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> nodes = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                Random chance = new Random(seed * 31 + n);
                Node node = new Node("node-" + n, store, List.of(vendor.stage(chance)), LEASE);
                nodes.add(threads.submit(() -> {
                    while (!vendor.allEnded(wanted) && steps.incrementAndGet() < 20_000) {
                        if (!node.step()) {
                            clock.advance(Duration.ofSeconds(1));
                        }
                    }
                }));
            }
            for (Future<?> node : nodes) {
                node.get();
            }
        }

        assertThat(vendor.most).as("jobs at once, seed %d", seed).isLessThanOrEqualTo(limit);
        assertThat(vendor.ended).as("runs that had their turn, seed %d", seed).containsExactlyInAnyOrderElementsOf(ids);
    }

    /** Keeps jobs, and counts how many there were at once. */
    private static final class Vendor {
        final List<RunId> ended = Collections.synchronizedList(new ArrayList<>());
        private final Map<RunId, Integer> jobs = new ConcurrentHashMap<>();
        private final Slot slot;
        private int most;

        Vendor(int limit) {
            slot = slot(limit);
        }

        boolean allEnded(int wanted) {
            return ended.size() == wanted;
        }

        Stage stage(Random chance) {
            return new Stage() {
                @Override
                public java.util.Set<RunState> states() {
                    return java.util.Set.of(RunState.SUBMITTING, RunState.TRAINING, RunState.SETTLING,
                            RunState.IN_DOUBT);
                }

                @Override
                public RunEvent perform(Run run, Work work) {
                    return switch (run.state()) {
                        case SUBMITTING -> submit(run, work, chance);
                        case IN_DOUBT -> jobs.containsKey(run.id())
                                ? new RunEvent.Accepted(job(run.id(), JobState.RUNNING), Duration.ZERO)
                                : new RunEvent.NoJobExists();
                        case TRAINING -> watch(run, chance);
                        default -> new RunEvent.StillWorking(Duration.ofDays(365));
                    };
                }
            };
        }

        private RunEvent submit(Run run, Stage.Work work, Random chance) {
            Optional<Fact.Intent> before = run.facts().find(Fact.Intent.class).filter(
                    intent -> intent.sendBefore() != null);
            if (before.isPresent()) {
                return new RunEvent.AnswerLost("it died");
            }
            if (work.recordInSlot(new RunEvent.SendingBegins(new Fact.Intent(new RunKey(run.id().value()), 1,
                    Instant.EPOCH)), slot).isEmpty()) {
                return new RunEvent.WaitsForSlot("trainer", Duration.ofSeconds(15));
            }
            if (chance.nextInt(6) == 0) {
                return new RunEvent.NoRoom("trainer", "429", Duration.ZERO);
            }
            take(run.id());
            if (chance.nextInt(6) == 0) {
                throw new Stage.ClaimLostException(run); // as if it died here
            }
            return new RunEvent.Accepted(job(run.id(), JobState.RUNNING), Duration.ZERO);
        }

        private synchronized void take(RunId run) {
            jobs.put(run, 0);
            most = Math.max(most, jobs.size());
        }

        private synchronized RunEvent watch(Run run, Random chance) {
            if (chance.nextInt(3) > 0) {
                return new RunEvent.Polled(job(run.id(), JobState.RUNNING), Duration.ofSeconds(1));
            }
            jobs.remove(run.id());
            if (!ended.contains(run.id())) {
                ended.add(run.id());
            }
            return new RunEvent.Polled(job(run.id(), JobState.SUCCEEDED), Duration.ZERO);
        }
    }

    private static Slot slot(int jobs) {
        return new Slot("trainer", 0, new Slot.Limits(jobs, null, null));
    }

    private RunId submitting(int priority) {
        RunId id = RunId.of(new UUID(9, ++runs));
        Seeds.submitting(store, jdbc, id, new ProviderFileId("file-1"));
        jdbc.sql("update orchestrator.run set priority = ? where id = ?").params(priority, id.value()).update();
        return id;
    }

    /** Whether a slot was free for it. */
    private boolean ask(RunId id, Slot slot) {
        RunStore.Claim claim = claim(id);
        RunEvent.SendingBegins event = new RunEvent.SendingBegins(new Fact.Intent(new RunKey(id.value()), 1,
                clock.instant()));
        boolean free = store.storeInSlot(claim, RunMachine.next(claim.run(), event), event,
                slot) == RunStore.Stored.STORED;
        if (!free) {
            RunEvent waits = new RunEvent.WaitsForSlot("trainer", Duration.ofSeconds(15));
            store.store(claim, RunMachine.next(claim.run(), waits), waits, false);
        }
        return free;
    }

    private void trains(RunId id, JobState state) {
        RunStore.Claim claim = claim(id);
        RunEvent event = new RunEvent.Accepted(job(id, state), Duration.ZERO);
        store.store(claim, RunMachine.next(claim.run(), event), event, false);
    }

    private void end(RunId id) {
        trains(id, JobState.RUNNING);
        RunStore.Claim claim = claim(id);
        RunEvent event = new RunEvent.Polled(job(id, JobState.SUCCEEDED), Duration.ZERO);
        store.store(claim, RunMachine.next(claim.run(), event), event, false);
    }

    private RunStore.Claim claim(RunId id) {
        jdbc.sql("update orchestrator.run set fence = fence + 1 where id = ?").param(id.value()).update();
        return new RunStore.Claim(find(id), jdbc.sql("select fence from orchestrator.run where id = ?").param(
                id.value()).query(Long.class).single());
    }

    private RunStore.Place place(RunId id) {
        return store.places(List.of(find(id))).get(id);
    }

    private Instant due(RunId id) {
        return jdbc.sql("select due_at from orchestrator.run where id = ?").param(id.value()).query((row,
                n) -> row.getTimestamp(1).toInstant()).single();
    }

    private Run find(RunId id) {
        return store.find(ProjectId.DEFAULT, id).orElseThrow();
    }

    private static Fact.Job job(RunId id, JobState state) {
        return new Fact.Job("trainer", new ProviderJobId("job-" + id.value()), state, null, state.name(), null, null,
                null, Instant.EPOCH, null, null, 0);
    }
}
