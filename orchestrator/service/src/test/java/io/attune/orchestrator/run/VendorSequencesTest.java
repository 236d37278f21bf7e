package io.attune.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a vendor does and says in whatever order, no run pays twice and every run comes to an end. */
class VendorSequencesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int EVENTS_MAX = 4_000;

    /** A vendor that creates, loses, repeats and forgets at random, but lies only about what is on its way. */
    private static final class Vendor {
        private final Random random;
        private int jobs;
        private Run run = new Run(RunId.of(new UUID(1, 2)), ProjectId.DEFAULT, "r", 1, "ann", RunState.SUBMITTING,
                Facts.NONE.with(new Fact.Upload(new ProviderFileId("file-1"), null)), false, NOW, NOW);

        Vendor(long seed) {
            random = new Random(seed);
        }

        /** What a stage could answer in the run's state now. */
        RunEvent next() {
            if (run.cancelRequested() && !RunMachine.mayHaveJob(run) && run.state() == RunState.SUBMITTING) {
                return new RunEvent.CancelRequested("ann");
            }
            return switch (run.state()) {
                case SUBMITTING -> submitting();
                case IN_DOUBT -> doubtful();
                case TRAINING, CANCELLING -> training();
                case SETTLING -> random.nextInt(4) == 0 ? outage() : new RunEvent.Settled();
                case CLOSING -> random.nextInt(4) == 0 ? outage() : new RunEvent.Closed();
                default -> throw new IllegalStateException(run.state() + " is no state of a submission");
            };
        }

        private RunEvent submitting() {
            Fact.Intent intent = run.facts().find(Fact.Intent.class).orElse(new Fact.Intent(new RunKey("k"), 1, null));
            if (intent.sendBefore() != null) {
                return new RunEvent.AnswerLost("the process that sent it stopped");
            }
            run = RunMachine.next(run, new RunEvent.SendingBegins(new Fact.Intent(intent.key(), intent.attempt(),
                    NOW))).run();
            return switch (random.nextInt(5)) {
                case 0 -> {
                    jobs++;
                    yield new RunEvent.Accepted(job(JobState.QUEUED), SOON);
                }
                case 1 -> {
                    jobs++;
                    yield new RunEvent.AnswerLost("the connection broke");
                }
                case 2 -> new RunEvent.AnswerLost("the connection broke before");
                case 3 -> new RunEvent.NotSent("nothing listens");
                default -> new RunEvent.Failed(new Fact.Failure("provider-refused", ErrorKind.INVALID, "no", "",
                        RunState.SUBMITTING));
            };
        }

        private RunEvent doubtful() {
            return switch (random.nextInt(4)) {
                case 0 -> outage();
                case 1 -> new RunEvent.StillWorking(Duration.ofSeconds(1));
                default -> jobs > 0 ? new RunEvent.Accepted(job(JobState.RUNNING), SOON) : new RunEvent.NoJobExists();
            };
        }

        private RunEvent training() {
            return switch (random.nextInt(8)) {
                case 0 -> outage();
                case 1 -> run.state() == RunState.TRAINING && run.cancelRequested()
                        ? new RunEvent.CancelSent()
                        : outage();
                case 2 -> new RunEvent.FailedOutside(new Fact.Failure(RunMachine.JOB_LOST, ErrorKind.OUTSIDE,
                        "unknown job", "", run.state()), Duration.ZERO);
                case 3 -> new RunEvent.Polled(job(null), Duration.ofSeconds(1));
                default -> new RunEvent.Polled(job(JobState.values()[random.nextInt(JobState.values().length)]),
                        Duration.ofSeconds(1));
            };
        }

        private RunEvent outage() {
            return new RunEvent.FailedOutside(new Fact.Failure("provider-unreachable", ErrorKind.OUTSIDE, "down", "",
                    run.state()), Duration.ofSeconds(random.nextInt(3)));
        }

        private static Fact.Job job(@org.jspecify.annotations.Nullable JobState state) {
            return new Fact.Job("trainer", new ProviderJobId("ftjob-1"), state, null, state == null
                    ? "musing"
                    : state.name(), new ProviderModelId("ft:m"), 900L, null, NOW, null, null, 0);
        }

        boolean ended() {
            return run.state().isTerminal() || run.state() == RunState.EVALUATING;
        }
    }

    @Property(tries = 2000)
    void a_run_ends_and_pays_for_one_job_at_most(@ForAll long seed) {
        Vendor vendor = new Vendor(seed);
        Random people = new Random(~seed);
        for (int i = 0; i < EVENTS_MAX && !vendor.ended(); i++) {
            if (people.nextInt(20) == 0) {
                vendor.run = new Run(vendor.run.id(), vendor.run.project(), "r", 1, "ann", vendor.run.state(),
                        vendor.run.facts(), true, NOW, NOW);
            }
            RunEvent event = vendor.next();
            vendor.run = RunMachine.next(vendor.run, event).run();
            assertThat(vendor.jobs).isLessThanOrEqualTo(1);
        }
        assertThat(vendor.ended()).as("it ends: %s", vendor.run).isTrue();
        assertThat(vendor.run.state() == RunState.EVALUATING).as("a run goes on only when its job succeeded").isEqualTo(
                vendor.run.facts().find(Fact.Outcome.class).isEmpty());
    }
}
