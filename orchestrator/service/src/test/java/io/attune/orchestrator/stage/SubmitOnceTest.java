package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Facts;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunMachine;
import io.attune.orchestrator.run.RunProperties;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Slot;
import io.attune.orchestrator.run.Stage;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.SubmitOutcome;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** At most one paid job per intent, whatever is lost on the way. */
class SubmitOnceTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final RunProperties SETTINGS = new RunProperties(1, 1, Duration.ofMillis(100), Duration.ofSeconds(
            10),
            Duration.ofSeconds(20), 5, Duration.ofSeconds(20));

    private final ScriptedProvider provider = new ScriptedProvider();
    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final SubmitStage submit = new SubmitStage(new TestRecipes("base").pinned(), provider.connections(clock),
            clock, SETTINGS, pace(), SlotRule.UNLIMITED, dataset -> Optional.empty());
    private final ReconcileStage reconcile = new ReconcileStage(new TestRecipes("base").pinned(), provider.connections(
            clock), clock, pace());
    private final Journal journal = new Journal();

    private PollPace pace() {
        return new PollPace(provider.connections(clock), SETTINGS, clock);
    }

    @Test
    void the_intent_and_its_deadline_are_stored_before_the_create_is_sent() {
        provider.onSubmit = request -> {
            assertThat(journal.events).hasExactlyElementsOfTypes(RunEvent.SendingBegins.class);
            assertThat(request.sendBefore()).isEqualTo(START.plusSeconds(20));
            return provider.take(request);
        };

        assertThat(submit.perform(run(), journal)).isInstanceOf(RunEvent.Accepted.class);
        assertThat(provider.submitted).hasSize(1);
    }

    @Test
    void nothing_is_sent_by_a_process_that_lost_its_claim() {
        journal.claimLost = true;

        assertThatThrownBy(() -> submit.perform(run(), journal)).isInstanceOf(Stage.ClaimLostException.class);
        assertThat(provider.submitted).isEmpty();
    }

    @Test
    void nothing_is_sent_by_a_process_that_finds_a_stored_deadline() {
        submit.perform(run(), journal);
        Run afterKill = journal.current;

        assertThat(submit.perform(afterKill, journal)).isInstanceOf(RunEvent.AnswerLost.class);
        assertThat(provider.submitted).hasSize(1);
    }

    @Test
    void a_job_whose_answer_was_lost_is_found_by_its_key() {
        Run doubtful = loseAnswerAfter(true);

        assertThat(reconcile.perform(doubtful, journal)).isInstanceOfSatisfying(RunEvent.Accepted.class,
                accepted -> assertThat(accepted.job().id()).isEqualTo(provider.jobs.getFirst().id()));
    }

    @Test
    void a_create_is_not_repeated_while_a_job_may_still_become_visible() {
        Run doubtful = loseAnswerAfter(false);
        now = START.plusSeconds(20 + 10 + 5);

        assertThat(reconcile.perform(doubtful, journal)).isInstanceOf(RunEvent.StillWorking.class);
    }

    @Test
    void a_create_is_repeated_once_every_delay_has_passed_and_no_job_exists() {
        Run doubtful = loseAnswerAfter(false);
        now = START.plusSeconds(20 + 10 + 5).plusMillis(1);

        RunEvent event = reconcile.perform(doubtful, journal);
        assertThat(event).isInstanceOf(RunEvent.NoJobExists.class);
        provider.onSubmit = provider::take;
        submit.perform(RunMachine.next(doubtful, event).run(), journal);
        assertThat(provider.jobs).hasSize(1);
        assertThat(provider.submitted).extracting(r -> r.key()).containsOnly(provider.submitted.getFirst().key());
    }

    @Test
    void nothing_is_sent_and_no_intent_is_stored_while_no_slot_is_free() {
        journal.free = false;

        RunEvent event = submit.perform(run(), journal);

        Run waits = RunMachine.next(journal.current, event).run();
        assertThat(provider.submitted).isEmpty();
        assertThat(waits.state()).isEqualTo(RunState.SUBMITTING);
        assertThat(waits.facts().find(Fact.Intent.class)).isEmpty();
        assertThat(waits.facts().get(Fact.Waiting.class).connection()).isEqualTo("trainer");
    }

    @Test
    void a_run_waits_ever_longer_for_a_vendor_without_room_and_never_fails_by_it() {
        provider.onSubmit = request -> new SubmitOutcome.NoRoom(ProviderException.QUOTA,
                "429: You exceeded your current quota", null);
        Run run = run();
        Duration pause = Duration.ZERO;
        for (int i = 0; i < 50; i++) {
            journal.current = run;
            RunEvent event = submit.perform(run, journal);
            RunMachine.Next next = RunMachine.next(journal.current, event);
            assertThat(next.lookAgainIn()).isGreaterThanOrEqualTo(pause);
            pause = next.lookAgainIn();
            run = next.run();
        }
        provider.onSubmit = provider::take;
        journal.current = run;

        assertThat(run.state()).isEqualTo(RunState.SUBMITTING);
        assertThat(run.facts().get(Fact.Waiting.class).reason()).contains("exceeded your current quota");
        assertThat(submit.perform(run, journal)).isInstanceOf(RunEvent.Accepted.class);
        assertThat(provider.jobs).hasSize(1);
    }

    @Test
    void a_job_that_no_slot_is_large_enough_for_is_refused_and_not_queued() {
        SubmitStage small = new SubmitStage(new TestRecipes("base").pinned(), provider.connections(clock), clock,
                SETTINGS, pace(), (run, recipe) -> new Slot("trainer", 8, new Slot.Limits(null, null, 4)),
                dataset -> Optional.empty());

        assertThat(small.perform(run(), journal)).isInstanceOfSatisfying(RunEvent.Failed.class,
                failed -> assertThat(failed.failure().message()).contains("8 GPUs", "up to 4"));
    }

    private Run loseAnswerAfter(boolean jobMade) {
        provider.onSubmit = request -> {
            if (jobMade) {
                provider.take(request);
            }
            return new SubmitOutcome.InDoubt("the connection broke");
        };
        RunEvent event = submit.perform(run(), journal);
        return RunMachine.next(journal.current, event).run();
    }

    private static Run run() {
        return new Run(RunId.of(new UUID(1, 2)), ProjectId.DEFAULT, "r", 1, "ann", RunState.SUBMITTING,
                Facts.NONE.with(new Fact.Upload(new ProviderFileId("file-1"), null)), false, START, START);
    }

    /** Stores events as the database would. */
    private static final class Journal implements Stage.Work {
        final List<RunEvent> events = new ArrayList<>();
        Run current = run();
        boolean claimLost;
        boolean free = true;

        @Override
        public Run record(RunEvent event) {
            if (claimLost) {
                throw new Stage.ClaimLostException(current);
            }
            events.add(event);
            current = RunMachine.next(current, event).run();
            return current;
        }

        @Override
        public Optional<Run> recordInSlot(RunEvent.SendingBegins event, Slot slot) {
            return free ? Optional.of(record(event)) : Optional.empty();
        }

        @Override
        public void progress(String step, long done, long total, String note) {
            // nobody watches
        }
    }
}
