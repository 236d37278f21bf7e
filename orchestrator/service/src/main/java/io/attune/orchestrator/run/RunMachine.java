package io.attune.orchestrator.run;

import java.time.Duration;

import io.attune.kernel.ErrorKind;
import io.attune.provider.JobState;

/** The run's state machine: one pure function from a run and an event to the next run and when to look at it. */
public final class RunMachine {
    /** After so many failures outside in a row the run fails, unless a paid job may exist: about a minute. */
    static final int TRIES_MAX = 8;

    /** The same once a training is paid, when giving up would waste it: about an hour at the longest pause. */
    static final int TRIES_PAID_MAX = 120;

    /** The provider does not know the job any more; after {@link #TRIES_MAX} such answers there is nothing to wait for. */
    public static final String JOB_LOST = "job-lost";

    private static final Duration POLL = Duration.ofMillis(700);

    private RunMachine() {}

    /**
     * The next run.
     *
     * @param run as it is to be stored
     * @param lookAgainIn when its effect is due
     */
    public record Next(Run run, Duration lookAgainIn) {
        static Next now(Run run) {
            return new Next(run, Duration.ZERO);
        }
    }

    public static Next next(Run run, RunEvent event) {
        return switch (event) {
            case RunEvent.FailedOutside e -> failedOutside(run, e);
            case RunEvent.CancelRequested e -> cancel(run, e);
            case RunEvent.StillWorking e -> new Next(run.with(run.facts().without(Fact.Trouble.class)),
                    e.lookAgainIn());
            default -> advance(run.with(run.facts().without(Fact.Trouble.class)), event);
        };
    }

    private static Next advance(Run run, RunEvent event) {
        return switch (event) {
            case RunEvent.Curated e -> Next.now(run.with(e.dataset()).in(RunState.PAIRING));
            case RunEvent.Paired e -> Next.now(run.in(RunState.CHECKING));
            case RunEvent.Checked e -> checked(run.with(e.check()), e);
            case RunEvent.Decided e -> e.train()
                    ? train(run, e.by() + " decided to train although retrieval suffices")
                    : serveBase(run, e.by() + " decided that retrieval suffices");
            case RunEvent.Skipped e -> close(run.with(e.saved()), RunState.SUCCEEDED, "skipped: " + e.saved().reason());
            case RunEvent.Quoted e -> Next.now(run.with(e.quote()).in(e.needsApproval()
                    ? RunState.AWAITING_APPROVAL
                    : RunState.UPLOADING));
            case RunEvent.Approved e -> Next.now(run.in(RunState.UPLOADING));
            case RunEvent.ApprovedLate e -> Next.now(run.with(e.approval()).in(RunState.QUOTING));
            case RunEvent.Uploaded e -> Next.now(run.with(e.upload()).in(RunState.SUBMITTING));
            case RunEvent.SendingBegins e -> Next.now(run.with(e.intent()));
            case RunEvent.WaitsForSlot e -> new Next(waiting(run, e.connection()), e.lookAgainIn());
            case RunEvent.NoRoom e -> noRoom(run, e);
            case RunEvent.NotSent e -> notSent(run, e);
            case RunEvent.AnswerLost e -> new Next(went(run).in(RunState.IN_DOUBT), POLL);
            case RunEvent.NoJobExists e -> Next.now(nextAttempt(run).in(RunState.SUBMITTING));
            case RunEvent.Accepted e -> new Next(went(run).with(e.job()).in(RunState.TRAINING), e.lookAgainIn());
            case RunEvent.Polled e -> polled(run.with(e.job()), e);
            case RunEvent.Metered e -> Next.now(run.with(e.meter()));
            case RunEvent.Overran e -> Next.now(run.with(e.overrun()));
            case RunEvent.WentOn e -> Next.now(run.with(e.overrun()));
            case RunEvent.CancelSent e -> new Next(run.in(RunState.CANCELLING), POLL);
            case RunEvent.Settled e -> settled(run);
            case RunEvent.Evaluated e -> Next.now(run.with(e.gates()).in(RunState.REGISTERING));
            case RunEvent.Registered e -> registered(run.with(e.version()));
            case RunEvent.Waived e -> waived(run.with(e.gates()));
            case RunEvent.PromotionPending e -> new Next(run.with(e.promotion()), Duration.ofSeconds(2));
            case RunEvent.PromotionDecided e -> e.promoted()
                    ? Next.now(run.with(e.promotion()).in(RunState.DEPLOYING))
                    : close(run.with(e.promotion()), RunState.SUCCEEDED, "the promotion was rejected");
            case RunEvent.NotChosen e -> close(run, RunState.SUCCEEDED, "registered and not promoted: " + e.reason());
            case RunEvent.Deployed e -> close(run.with(e.deployment()), RunState.SUCCEEDED, "deployed");
            case RunEvent.Closed e -> Next.now(run.in(run.facts().get(Fact.Outcome.class).end()));
            case RunEvent.Failed e -> close(run.with(e.failure()), RunState.FAILED, e.failure().message());
            case RunEvent.StillWorking e -> throw new IllegalStateException("handled before");
            case RunEvent.FailedOutside e -> throw new IllegalStateException("handled before");
            case RunEvent.CancelRequested e -> throw new IllegalStateException("handled before");
        };
    }

    private static Next checked(Run run, RunEvent.Checked e) {
        if (!e.check().enough()) {
            return train(run, e.check().bounds().stream().anyMatch(
                    bound -> bound.verdict() == Fact.Verdict.NOT_ENOUGH_EVIDENCE)
                            ? "there is not enough evidence that the base model with its knowledge reaches the recipe's target"
                            : "the base model with its knowledge does not reach the recipe's target");
        }
        return switch (e.then()) {
            case STOP -> serveBase(run, "the base model with its knowledge reaches the recipe's target");
            case ASK -> Next.now(run.in(RunState.AWAITING_DECISION));
            case CONTINUE -> train(run, "retrieval suffices, and the recipe trains all the same");
        };
    }

    private static Next train(Run run, String reason) {
        return Next.now(run.with(new Fact.Plan(true, reason)).in(RunState.QUOTING));
    }

    private static Next serveBase(Run run, String reason) {
        return Next.now(run.with(new Fact.Plan(false, reason)).in(RunState.REGISTERING));
    }

    /** The intent stays, its deadline goes: nothing is on its way any more. */
    private static Next notSent(Run run, RunEvent.NotSent e) {
        Fact.Failure failure = new Fact.Failure("provider-unreachable", ErrorKind.OUTSIDE, e.reason(),
                "Check the connection and start the run again.", RunState.SUBMITTING);
        return failedOutside(nextAttempt(run), new RunEvent.FailedOutside(failure, Duration.ZERO));
    }

    private static Run waiting(Run run, String connection) {
        int refusals = run.facts().find(Fact.Waiting.class).map(Fact.Waiting::refusals).orElse(0);
        return run.with(new Fact.Waiting(connection, "a free slot", refusals));
    }

    private static Run went(Run run) {
        return run.with(run.facts().without(Fact.Waiting.class));
    }

    /** Nothing is on its way; the longer there is no room, the rarer it is asked for. The run never fails by this. */
    private static Next noRoom(Run run, RunEvent.NoRoom e) {
        int refusals = run.facts().find(Fact.Waiting.class).map(Fact.Waiting::refusals).orElse(0) + 1;
        Duration pause = Duration.ofSeconds(15L << Math.min(refusals - 1, 6));
        return new Next(nextAttempt(run).with(new Fact.Waiting(e.connection(), e.reason(), refusals)),
                pause.compareTo(e.atLeast()) > 0 ? pause : e.atLeast());
    }

    private static Run nextAttempt(Run run) {
        Fact.Intent intent = run.facts().get(Fact.Intent.class);
        return run.with(new Fact.Intent(intent.key(), intent.attempt() + 1, null));
    }

    private static Next polled(Run run, RunEvent.Polled e) {
        JobState state = e.job().state();
        return state != null && state.isTerminal()
                ? Next.now(run.in(RunState.SETTLING))
                : new Next(run, e.lookAgainIn());
    }

    private static Next settled(Run run) {
        Fact.Job job = run.facts().get(Fact.Job.class);
        if (job.state() == JobState.SUCCEEDED) {
            return run.cancelRequested()
                    ? close(run, RunState.CANCELLED, "cancelled after the training had ended")
                    : Next.now(run.in(RunState.EVALUATING));
        }
        if (job.state() == JobState.CANCELLED) {
            return close(run, RunState.CANCELLED, run.facts().find(Fact.Overrun.class).filter(
                    overrun -> overrun.action().equals("cancel")).map(overrun -> "cancelled by the recipe: it cost "
                            + overrun.metered() + " and held " + overrun.held()).orElse("the job was cancelled"));
        }
        String message = "The provider ended job " + job.id() + " as " + job.rawState()
                + (job.failure() == null ? "" : ": " + job.failure());
        Fact.Failure failure = new Fact.Failure("training-failed", ErrorKind.OUTSIDE, message,
                "Mend what the provider names, then start the run again.", RunState.TRAINING);
        return close(run.with(failure), RunState.FAILED, message);
    }

    private static Next registered(Run run) {
        boolean passed = run.facts().find(Fact.Gates.class).map(Fact.Gates::passed).orElse(true);
        return passed
                ? Next.now(run.in(RunState.PROMOTING))
                : close(run, RunState.SUCCEEDED, "registered and not promoted: a gate does not hold");
    }

    /** Once nothing stands in its way any more, the version goes where it would have gone. */
    private static Next waived(Run run) {
        return run.facts().get(Fact.Gates.class).passed()
                ? Next.now(run.with(run.facts().without(Fact.Outcome.class)).in(RunState.PROMOTING))
                : Next.now(run);
    }

    private static Next close(Run run, RunState end, String reason) {
        return Next.now(run.with(new Fact.Outcome(end, reason)).in(RunState.CLOSING));
    }

    private static Next failedOutside(Run run, RunEvent.FailedOutside e) {
        int times = run.facts().find(Fact.Trouble.class).map(Fact.Trouble::times).orElse(0) + 1;
        boolean moneyIsOpen = mayHaveJob(run) || run.state() == RunState.SETTLING || run.state() == RunState.CLOSING;
        boolean lost = e.failure().code().equals(JOB_LOST);
        boolean givenUp = lost
                ? times >= TRIES_MAX
                : !moneyIsOpen && times >= (isPaid(run)
                        ? TRIES_PAID_MAX
                        : TRIES_MAX);
        if (givenUp) {
            return close(run.with(e.failure()), RunState.FAILED, e.failure().message());
        }
        Duration backoff = Duration.ofMillis(500L << Math.min(times - 1, 6));
        Duration wait = backoff.compareTo(e.tryAgainIn()) > 0 ? backoff : e.tryAgainIn();
        return new Next(run.with(new Fact.Trouble(times, e.failure().message())), wait);
    }

    /** A stop is heard at once where no job can exist, and passed on to the provider where one may. */
    private static Next cancel(Run run, RunEvent.CancelRequested e) {
        boolean tooLate = run.state().isTerminal() || run.state() == RunState.SETTLING
                || run.state() == RunState.CLOSING;
        if (tooLate || mayHaveJob(run)) {
            return new Next(run, POLL);
        }
        return close(run, RunState.CANCELLED, "cancelled by " + e.by());
    }

    private static boolean isPaid(Run run) {
        return run.facts().find(Fact.Job.class).map(job -> job.state() == JobState.SUCCEEDED).orElse(false);
    }

    /** Whether a paid job may exist at the provider. */
    static boolean mayHaveJob(Run run) {
        return switch (run.state()) {
            case IN_DOUBT, TRAINING, CANCELLING -> true;
            case SUBMITTING -> run.facts().find(Fact.Intent.class).map(i -> i.sendBefore() != null).orElse(false);
            default -> false;
        };
    }
}
