package io.attune.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst.Then;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RunMachineTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Fact.Dataset DATASET = new Fact.Dataset("d", 1, "sha256:" + "0".repeat(64), 40, 3, 5, 900);
    private static final Fact.Check ENOUGH = new Fact.Check(true, List.of());
    private static final Fact.Check NOT_ENOUGH = new Fact.Check(false, List.of());
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Fact.Upload UPLOAD = new Fact.Upload(new ProviderFileId("file-1"), null);
    private static final Fact.Intent SENDING = new Fact.Intent(new RunKey("key"), 1, NOW.plusSeconds(20));

    @Test
    void a_version_goes_on_once_the_last_gate_in_its_way_is_waived() {
        Fact.GateResult fails = new Fact.GateResult("g", false, "0.5");
        Fact.Waiver waiver = new Fact.Waiver("ada", "the suite is wrong", java.time.Instant.EPOCH);
        Run ended = after(in(RunState.EVALUATING), new RunEvent.Evaluated(new Fact.Gates(false, List.of(fails, fails))),
                new RunEvent.Registered(new Fact.Version("m", 1)), new RunEvent.Closed());
        Run half = after(ended, new RunEvent.Waived(new Fact.Gates(false, List.of(fails.waived(waiver), fails)), "g",
                waiver));
        Run whole = after(half, new RunEvent.Waived(new Fact.Gates(true, List.of(fails.waived(waiver), fails.waived(
                waiver))), "g", waiver));

        assertThat(ended.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(half.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(whole.state()).isEqualTo(RunState.PROMOTING);
        assertThat(whole.facts().find(Fact.Outcome.class)).isEmpty();
    }

    @Test
    void a_run_that_meets_no_obstacle_ends_deployed() {
        Run run = after(start(), new RunEvent.Curated(DATASET), new RunEvent.Paired(),
                new RunEvent.Checked(NOT_ENOUGH, Then.STOP), new RunEvent.Quoted(quote(), false),
                new RunEvent.Uploaded(UPLOAD), new RunEvent.SendingBegins(SENDING),
                new RunEvent.Accepted(job(JobState.QUEUED), SOON), polled(JobState.RUNNING),
                polled(JobState.SUCCEEDED), new RunEvent.Settled(),
                new RunEvent.Evaluated(new Fact.Gates(true, List.of())), new RunEvent.Registered(new Fact.Version("m",
                        1)),
                new RunEvent.PromotionDecided(new Fact.Promotion("prm", "PROMOTED"), true),
                new RunEvent.Deployed(new Fact.Deployment("d")), new RunEvent.Closed());

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void no_training_is_quoted_when_retrieval_suffices_and_the_recipe_stops_there() {
        Run run = after(in(RunState.CHECKING), new RunEvent.Checked(ENOUGH, Then.STOP));

        assertThat(run.state()).isEqualTo(RunState.REGISTERING);
        assertThat(run.facts().get(Fact.Plan.class).train()).isFalse();
    }

    @Test
    void a_person_is_asked_when_retrieval_suffices_and_the_recipe_says_ask() {
        assertThat(after(in(RunState.CHECKING), new RunEvent.Checked(ENOUGH, Then.ASK)).state()).isEqualTo(
                RunState.AWAITING_DECISION);
    }

    @Test
    void a_quote_above_the_threshold_waits_for_a_person() {
        Run waiting = after(in(RunState.QUOTING), new RunEvent.Quoted(quote(), true));

        assertThat(waiting.state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(after(waiting, new RunEvent.Approved("ann")).state()).isEqualTo(RunState.UPLOADING);
    }

    @Test
    void a_lost_answer_puts_the_run_in_doubt_and_keeps_its_key() {
        Run run = after(sending(), new RunEvent.AnswerLost("dropped"));

        assertThat(run.state()).isEqualTo(RunState.IN_DOUBT);
        assertThat(run.facts().get(Fact.Intent.class)).isEqualTo(SENDING);
    }

    @Test
    void a_create_is_repeated_with_the_same_key_only_after_no_job_exists() {
        Run run = after(sending(), new RunEvent.AnswerLost("dropped"), new RunEvent.NoJobExists());

        assertThat(run.state()).isEqualTo(RunState.SUBMITTING);
        assertThat(run.facts().get(Fact.Intent.class)).isEqualTo(new Fact.Intent(SENDING.key(), 2, null));
    }

    @Test
    void a_failed_gate_registers_the_version_and_does_not_promote_it() {
        Run run = after(in(RunState.EVALUATING), new RunEvent.Evaluated(new Fact.Gates(false, List.of())),
                new RunEvent.Registered(new Fact.Version("m", 2)), new RunEvent.Closed());

        assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(run.facts().get(Fact.Outcome.class).reason()).contains("gate");
    }

    @Test
    void a_failed_training_is_charged_before_the_run_ends() {
        Run run = after(training(), polled(JobState.FAILED));
        assertThat(run.state()).isEqualTo(RunState.SETTLING);

        run = after(run, new RunEvent.Settled());
        assertThat(run.state()).isEqualTo(RunState.CLOSING);
        assertThat(run.facts().get(Fact.Failure.class).code()).isEqualTo("training-failed");
    }

    @ParameterizedTest
    @EnumSource(value = RunState.class, names = {"CURATING", "PAIRING", "CHECKING", "AWAITING_DECISION", "QUOTING",
            "AWAITING_APPROVAL", "UPLOADING", "SUBMITTING", "EVALUATING", "REGISTERING", "PROMOTING", "DEPLOYING"})
    void a_cancel_ends_the_run_at_once_where_no_job_can_be_running(RunState state) {
        assertThat(after(in(state), new RunEvent.CancelRequested("ann"), new RunEvent.Closed()).state()).isEqualTo(
                RunState.CANCELLED);
    }

    @ParameterizedTest
    @EnumSource(value = RunState.class, names = {"IN_DOUBT", "TRAINING", "CANCELLING", "SETTLING", "CLOSING"})
    void a_cancel_waits_where_money_may_be_open(RunState state) {
        assertThat(after(in(state), new RunEvent.CancelRequested("ann")).state()).isEqualTo(state);
    }

    @Test
    void a_cancel_waits_while_a_create_may_be_on_its_way() {
        assertThat(after(sending(), new RunEvent.CancelRequested("ann")).state()).isEqualTo(RunState.SUBMITTING);
    }

    @Test
    void an_unreachable_service_is_tried_again_with_growing_pauses_and_then_given_up() {
        Run run = in(RunState.UPLOADING);
        Duration before = Duration.ZERO;
        for (int i = 1; i < RunMachine.TRIES_MAX; i++) {
            RunMachine.Next next = RunMachine.next(run, outside(run));
            assertThat(next.run().state()).isEqualTo(RunState.UPLOADING);
            assertThat(next.lookAgainIn()).isGreaterThanOrEqualTo(before);
            before = next.lookAgainIn();
            run = next.run();
        }

        run = after(run, outside(run), new RunEvent.Closed());
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.facts().get(Fact.Failure.class).message()).contains("nothing listens");
    }

    @Test
    void a_run_with_a_job_at_the_provider_is_never_given_up_because_the_provider_is_silent() {
        Run run = training();
        for (int i = 0; i < 100; i++) {
            run = after(run, outside(run));
        }
        assertThat(run.state()).isEqualTo(RunState.TRAINING);
    }

    @Test
    void a_run_whose_training_is_paid_is_not_given_up_for_an_outage_of_half_an_hour() {
        Run run = after(training(), polled(JobState.SUCCEEDED), new RunEvent.Settled());
        Duration waited = Duration.ZERO;
        while (waited.compareTo(Duration.ofMinutes(30)) < 0) {
            RunMachine.Next next = RunMachine.next(run, outside(run));
            waited = waited.plus(next.lookAgainIn());
            run = next.run();
        }
        assertThat(run.state()).isEqualTo(RunState.EVALUATING);
    }

    @Test
    void troubles_are_forgotten_once_something_works() {
        Run run = after(in(RunState.UPLOADING), outside(in(RunState.UPLOADING)), new RunEvent.Uploaded(UPLOAD));

        assertThat(run.facts().find(Fact.Trouble.class)).isEmpty();
    }

    @Test
    void what_a_run_has_learned_survives_storing() {
        Facts facts = Facts.NONE.with(DATASET).with(ENOUGH).with(quote()).with(UPLOAD).with(SENDING).with(job(
                JobState.RUNNING)).with(new Fact.Gates(true, List.of(new Fact.GateResult("g", true, "1.0")))).with(
                        new Fact.Failure("code", ErrorKind.OUTSIDE, "m", "n", RunState.TRAINING));

        assertThat(Facts.fromJson(facts.toJson())).isEqualTo(facts);
    }

    private static Run start() {
        return in(RunState.CURATING);
    }

    private static Run in(RunState state) {
        return new Run(RunId.of(new UUID(1, 2)), ProjectId.DEFAULT, "r", 1, "ann", state, Facts.NONE, false, NOW,
                NOW).with(new Fact.Outcome(RunState.SUCCEEDED, ""));
    }

    private static Run sending() {
        return in(RunState.SUBMITTING).with(SENDING);
    }

    private static Run training() {
        return sending().in(RunState.TRAINING).with(job(JobState.RUNNING));
    }

    private static Run after(Run run, RunEvent... events) {
        for (RunEvent event : events) {
            run = RunMachine.next(run, event).run();
        }
        return run;
    }

    private static RunEvent outside(Run run) {
        return new RunEvent.FailedOutside(
                new Fact.Failure("provider-unreachable", ErrorKind.OUTSIDE, "nothing listens", "", run.state()),
                Duration.ZERO);
    }

    private static RunEvent polled(JobState state) {
        return new RunEvent.Polled(job(state), Duration.ofSeconds(1));
    }

    private static Fact.Job job(JobState state) {
        return new Fact.Job("trainer", new ProviderJobId("ftjob-1"), state, null, state.name(), new ProviderModelId(
                "ft:m"), 900L, null,
                NOW, null, null, 0);
    }

    private static Fact.Quote quote() {
        return new Fact.Quote(Money.of("0.50", "USD"), Money.of("0.55", "USD"), List.of(), "demo tariff",
                LocalDate.of(2026, 1, 1), "counted");
    }
}
