package io.attune.provider.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.FileUpload;
import io.attune.provider.JobState;
import io.attune.provider.MetricPoint;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TokenCounting;
import io.attune.provider.TokenScoring;
import io.attune.provider.TokenScoring.TokenScore;
import io.attune.provider.TrainingCheckpoint;
import io.attune.provider.TrainingProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * The contract of a provider, as cases. An adapter's test extends this class and says how it connects and against which
 * vendor it is examined; cases about an ability the adapter does not have are skipped.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SuppressWarnings({"NullAway.Init", "JUnitMalformedDeclaration"}) // set before each case
public abstract class ProviderExam {
    @TempDir
    Path folder;
    private ExamRoom room;

    /** The adapter's factory. */
    protected abstract ProviderFactory factory();

    /** A vendor of the adapter's dialect with its books in {@code books}, where it finds those of an earlier one. */
    protected abstract SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock);

    @BeforeEach
    final void enter() {
        room = new ExamRoom(folder, factory(), this::openVendor);
    }

    @AfterEach
    final void leave() {
        room.close();
    }

    /** A job that is asked for exists once, or the caller knows that it does not. */
    @Nested
    class Submitting {

        @Test
        void an_accepted_job_carries_the_run_key() {
            SubmitRequest request = room.request("key-1");

            ProviderJob job = room.submit(request);

            assertThat(job.key()).isEqualTo(request.key());
            assertThat(job.createdAt()).isEqualTo(ExamRoom.NOON);
            assertThat(room.vendor().paidJobs(request.key())).isOne();
        }

        @Test
        void a_refused_create_leaves_no_job() {
            SubmitRequest request = room.request("key-1", room.vendor().baseModel(), new ProviderFileId("file-none"));

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.Refused.class);
            assertThat(room.vendor().paidJobs(request.key())).isZero();
        }

        @Test
        void an_unknown_base_model_is_refused_and_the_message_names_it() {
            SubmitRequest request = room.request("key-1", new ProviderModelId("no-such-model"),
                    room.uploadedExamples());

            assertThat(room.provider().submit(request)).isInstanceOfSatisfying(SubmitOutcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("no-such-model"));
        }

        @Test
        void a_lost_answer_is_in_doubt_and_the_run_key_finds_exactly_one_job() {
            SubmitRequest request = room.request("key-1");
            room.vendor().faults().next(Operation.CREATE_JOB, new Fault.LoseAnswer());

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
            assertThat(room.provider().findByRunKey(request.key())).singleElement().satisfies(
                    job -> assertThat(job.key()).isEqualTo(request.key()));
        }

        @Test
        void a_failure_after_the_commit_is_in_doubt() {
            SubmitRequest request = room.request("key-1");
            room.vendor().faults().next(Operation.CREATE_JOB, new Fault.FailAfterCommit(500));

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
            assertThat(room.vendor().paidJobs(request.key())).isOne();
        }

        @Test
        void an_answer_that_breaks_off_is_in_doubt() {
            SubmitRequest request = room.request("key-1");
            room.vendor().faults().next(Operation.CREATE_JOB, new Fault.TruncateAnswer());

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
        }

        @Test
        void a_redirected_create_is_in_doubt_and_not_followed() {
            SubmitRequest request = room.request("key-1");
            String elsewhere = room.vendor().baseUrl() + "/elsewhere";
            room.vendor().faults().next(Operation.CREATE_JOB, new Fault.Redirect(elsewhere));

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
            assertThat(room.vendor().requests(Operation.OTHER)).isZero();
        }

        @Test
        void a_connection_that_breaks_before_the_answer_is_in_doubt_and_the_run_key_finds_nothing() {
            SubmitRequest request = room.request("key-1");
            room.vendor().faults().next(Operation.CREATE_JOB, new Fault.DropRequest());

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
            assertThat(room.provider().findByRunKey(request.key())).isEmpty();
        }

        @Test
        void a_create_is_sent_once_whatever_happens() {
            List<Fault> faults = List.of(new Fault.DropRequest(), new Fault.LoseAnswer(),
                    new Fault.FailAfterCommit(500), new Fault.Refuse(503, null), new Fault.TruncateAnswer(),
                    new Fault.Refuse(429, Duration.ofSeconds(1)));
            for (Fault fault : faults) {
                SubmitRequest request = room.request("key-" + fault.getClass().getSimpleName());
                int before = room.vendor().requests(Operation.CREATE_JOB);
                room.vendor().faults().next(Operation.CREATE_JOB, fault);

                room.provider().submit(request);

                assertThat(room.vendor().requests(Operation.CREATE_JOB) - before).as(fault.toString()).isOne();
            }
        }

        @Test
        void a_refused_connection_means_not_sent() {
            SubmitRequest request = room.request("key-1");

            assertThat(room.unreachableProvider().submit(request)).isInstanceOf(SubmitOutcome.NotSent.class);
        }

        @Test
        void a_request_to_slow_down_means_not_sent() {
            SubmitRequest request = room.request("key-1");
            room.vendor().faults().next(Operation.CREATE_JOB, new Fault.Refuse(429, Duration.ofSeconds(7)));

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.NotSent.class);
            assertThat(room.vendor().paidJobs(request.key())).isZero();
        }

        @Test
        void after_the_deadline_nothing_is_sent() {
            SubmitRequest request = room.request("key-1");
            room.clock().advance(Duration.between(room.clock().instant(), request.sendBefore()));

            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.NotSent.class);
            assertThat(room.vendor().requests(Operation.CREATE_JOB)).isZero();
        }

        @Test
        void a_deadline_that_passes_while_connecting_leaves_no_job() {
            SubmitRequest request = room.request("key-1");
            int looks = 1;

            SubmitOutcome outcome = room.providerWhoseClockJumps(looks, request.sendBefore()).submit(request);

            assertThat(outcome).isInstanceOf(SubmitOutcome.NotSent.class);
            assertThat(room.vendor().paidJobs(request.key())).isZero();
        }

        @Test
        void a_wrong_credential_is_refused_as_such() {
            SubmitRequest request = room.request("key-1");

            assertThat(room.providerWith("sk-wrong-77a1").submit(request)).isInstanceOfSatisfying(
                    SubmitOutcome.Refused.class,
                    refused -> assertThat(refused.code()).isEqualTo(ProviderException.CREDENTIAL));
        }

        @Test
        void labels_beyond_what_the_provider_takes_do_not_refuse_the_job() {
            SubmitRequest request = room.requestWithManyLabels("key-1");

            assertThat(room.submit(request).key()).isEqualTo(request.key());
        }
    }

    /** The run key leads to the job, and to no other. */
    @Nested
    class Finding {

        @Test
        void a_run_key_finds_its_job_among_others() {
            room.submit(room.request("key-1"));
            ProviderJob wanted = room.submit(room.request("key-2"));
            room.submit(room.request("key-3"));

            assertThat(room.provider().findByRunKey(new RunKey("key-2"))).extracting(ProviderJob::id).containsExactly(
                    wanted.id());
        }

        @Test
        void two_jobs_under_one_key_are_both_found() {
            room.submit(room.request("key-1"));
            room.submit(room.request("key-1"));

            assertThat(room.provider().findByRunKey(new RunKey("key-1"))).hasSize(2);
        }

        @Test
        void a_job_the_lists_do_not_show_yet_is_found_after_the_declared_delay() {
            room.vendor().faults().listDelay(room.provider().visibilityDelay());
            SubmitRequest request = room.request("key-1");
            room.submit(request);
            assertThat(room.provider().findByRunKey(request.key())).isEmpty();

            room.clock().advance(room.provider().visibilityDelay());

            assertThat(room.provider().findByRunKey(request.key())).hasSize(1);
        }

        @Test
        void a_provider_that_cannot_be_asked_is_an_exception_and_never_an_empty_list() {
            assertThat(catchThrowableOfType(ProviderException.class,
                    () -> room.unreachableProvider().findByRunKey(new RunKey("key-1"))).code()).isEqualTo(
                            ProviderException.UNREACHABLE);
            room.vendor().faults().next(Operation.LIST_JOBS, new Fault.Refuse(500, null));
            assertThatThrownBy(() -> room.provider().findByRunKey(new RunKey("key-1"))).isInstanceOf(
                    ProviderException.class);
        }

        @Test
        void a_job_survives_the_vendor_and_is_found_by_its_key_again() {
            ProviderJob job = room.submit(room.request("key-1"));

            room.restartVendor();

            assertThat(room.provider().findByRunKey(new RunKey("key-1"))).extracting(ProviderJob::id).containsExactly(
                    job.id());
        }
    }

    /** A job's state is told as it is. */
    @Nested
    class Polling {

        @Test
        void a_job_goes_from_queued_to_succeeded_with_a_model_and_a_bill() {
            ProviderJob job = room.submit(room.request("key-1"));
            room.awaitState(job, JobState.QUEUED);
            room.vendor().pace().allow(2);
            ProviderJob running = room.awaitState(job, JobState.RUNNING);
            assertThat(running.tunedModel()).isNull();
            assertThat(running.trainedTokens()).isNull();

            room.vendor().pace().release();

            ProviderJob ended = room.awaitState(job, JobState.SUCCEEDED);
            assertThat(ended.tunedModel()).isNotNull();
            assertThat(ended.trainedTokens()).isNotNull().satisfies(tokens -> assertThat(tokens.value()).isPositive());
            assertThat(ended.finishedAt()).isEqualTo(ExamRoom.NOON);
            assertThat(ended.failure()).isNull();
        }

        @Test
        void an_unknown_job_is_empty() {
            assertThat(room.provider().poll(new ProviderJobId("job-that-never-was"))).isEmpty();
        }

        @Test
        void an_unknown_state_is_kept_raw_and_never_guessed() {
            ProviderJob job = room.submit(room.request("key-1"));
            room.vendor().faults().next(Operation.READ_JOB, new Fault.UnknownState("contemplating"));

            assertThat(room.provider().poll(job.id())).hasValueSatisfying(seen -> {
                assertThat(seen.state()).isNull();
                assertThat(seen.rawState()).isEqualTo("contemplating");
            });
        }

        @Test
        void a_provider_that_is_not_there_is_told_from_one_that_fails_and_one_that_is_busy() {
            ProviderJobId job = room.submit(room.request("key-1")).id();
            assertThat(room.failureOf(() -> room.unreachableProvider().poll(job)).code()).isEqualTo(
                    ProviderException.UNREACHABLE);
            room.vendor().faults().next(Operation.READ_JOB, new Fault.Refuse(503, null));
            assertThat(room.failureOf(() -> room.provider().poll(job)).code()).isEqualTo(ProviderException.FAILED);
            room.vendor().faults().next(Operation.READ_JOB, new Fault.Refuse(429, Duration.ofSeconds(7)));
            ProviderException busy = room.failureOf(() -> room.provider().poll(job));
            assertThat(busy.code()).isEqualTo(ProviderException.RATE_LIMITED);
            assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }

        @Test
        void a_failed_job_says_why() {
            ProviderFileId tooFew = room.upload(List.of(room.vendor().exampleLine("q", "a")));
            ProviderJob job = room.submit(room.request("key-1", room.vendor().baseModel(), tooFew));

            ProviderJob failed = room.awaitState(job, JobState.FAILED);

            assertThat(failed.failure()).isNotNull().satisfies(
                    failure -> assertThat(failure.message()).isNotBlank());
            assertThat(failed.tunedModel()).isNull();
        }
    }

    /** A job can be stopped. */
    @Nested
    class Cancelling {

        @Test
        void a_cancelled_job_ends_and_bills_what_was_done() {
            ProviderJob job = room.submit(room.request("key-1"));
            room.vendor().pace().allow(3);
            room.awaitMetrics(job, 2);

            room.provider().cancel(job.id());
            room.vendor().pace().release();

            ProviderJob ended = room.awaitState(job, JobState.CANCELLED);
            assertThat(ended.trainedTokens()).isNotNull().satisfies(tokens -> assertThat(tokens.value()).isPositive());
        }

        @Test
        void a_job_that_has_ended_is_left_as_it_is() {
            ProviderJob job = room.submit(room.request("key-1"));
            room.vendor().pace().release();
            room.awaitState(job, JobState.SUCCEEDED);

            room.provider().cancel(job.id());

            assertThat(room.provider().poll(job.id())).hasValueSatisfying(
                    ended -> assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED));
        }

        @Test
        void a_job_nobody_knows_cannot_be_cancelled() {
            assertThat(room.failureOf(() -> room.provider().cancel(
                    new ProviderJobId("job-that-never-was"))).code()).isEqualTo(ProviderException.REFUSED);
        }
    }

    /** Losses and checkpoints arrive as they are measured. */
    @Nested
    class Watching {

        @Test
        void metrics_come_in_order_of_steps_and_resume_after_a_step() {
            TrainingProgress progress = room.ability(TrainingProgress.class);
            ProviderJob job = room.trained("key-1");

            List<MetricPoint> all = progress.metrics(job.id(), 0);

            assertThat(all).extracting(MetricPoint::step).isSorted().contains(1, ExamRoom.STEPS);
            assertThat(all).filteredOn(point -> point.name().equals("train_loss")).hasSize(ExamRoom.STEPS).allSatisfy(
                    point -> assertThat(point.value()).isPositive());
            assertThat(progress.metrics(job.id(), 4)).containsExactlyElementsOf(
                    all.stream().filter(point -> point.step() > 4).toList());
            assertThat(progress.metrics(job.id(), ExamRoom.STEPS)).isEmpty();
        }

        @Test
        void checkpoints_come_oldest_first_and_can_be_asked() {
            TrainingProgress progress = room.ability(TrainingProgress.class);
            ProviderJob job = room.trained("key-1");

            List<TrainingCheckpoint> checkpoints = progress.checkpoints(job.id());

            assertThat(checkpoints).extracting(TrainingCheckpoint::step).containsExactly(ExamRoom.STEPS_PER_EPOCH,
                    ExamRoom.STEPS);
            assertThat(room.chat(checkpoints.getFirst().model()).text()).isNotBlank();
        }
    }

    /** Models answer, and say how likely they find an answer. */
    @Nested
    class Answering {

        @Test
        void base_and_tuned_models_answer_and_say_what_is_billed() {
            ProviderJob job = room.trained("key-1");
            ProviderModelId tuned = Objects.requireNonNull(job.tunedModel());

            for (ProviderModelId model : List.of(room.vendor().baseModel(), tuned)) {
                ChatAnswer answer = room.chat(model);
                assertThat(answer.text()).isNotBlank();
                assertThat(answer.finishReason()).isEqualTo("stop");
                assertThat(answer.promptTokens().value()).isPositive();
                assertThat(answer.completionTokens().value()).isPositive();
            }
        }

        @Test
        void an_answer_that_reaches_its_limit_says_so() {
            ChatAnswer answer = room.provider().chat(new ChatRequest(room.vendor().baseModel(),
                    List.of(ChatMessage.user("Tell me everything")), 1, 0));

            assertThat(answer.finishReason()).isEqualTo("length");
            assertThat(answer.completionTokens().value()).isOne();
        }

        @Test
        void a_model_nobody_knows_is_refused() {
            assertThat(room.failureOf(() -> room.chat(new ProviderModelId("no-such-model"))).code()).isEqualTo(
                    ProviderException.REFUSED);
        }

        @Test
        void only_the_answers_tokens_are_scored() {
            TokenScoring scoring = room.ability(TokenScoring.class);
            List<ChatMessage> prompt = List.of(ChatMessage.system("Be brief"), ChatMessage.user("What is it?"));

            TokenScore shorter = scoring.score(room.vendor().baseModel(), prompt, "one two three");
            TokenScore longer = scoring.score(room.vendor().baseModel(), prompt, "one two three four");

            assertThat(shorter.tokens()).isBetween(3, 10);
            assertThat(longer.tokens()).isGreaterThan(shorter.tokens());
            assertThat(longer.logProbability()).isLessThan(shorter.logProbability());
            assertThat(shorter.loss()).isPositive().isFinite();
            assertThat(shorter.likeliest()).isBetween(0, shorter.tokens());
            assertThat(shorter.billedTokens()).isGreaterThan(shorter.tokens());
        }

        @Test
        void a_longer_conversation_counts_more_tokens() {
            TokenCounting counting = room.ability(TokenCounting.class);

            long few = counting.countTokens(room.vendor().baseModel(), List.of(ChatMessage.user("one"))).orElse(0);
            long more = counting.countTokens(room.vendor().baseModel(),
                    List.of(ChatMessage.user("one two three four"))).orElse(0);

            assertThat(few).isPositive();
            assertThat(more).isGreaterThan(few);
        }
    }

    /** Files arrive whole or are refused with the lines at fault. */
    @Nested
    class Uploading {

        @Test
        void a_file_with_faults_names_every_line_at_fault() {
            room.ability(FileUpload.class);
            String good = room.vendor().exampleLine("q", "a");

            assertThatThrownBy(() -> room.upload(List.of(good, "no json", good, "[1]"))).isInstanceOfSatisfying(
                    InvalidInputException.class, e -> assertThat(e.problems()).extracting(Problem::line).contains(2));
        }

        @Test
        void a_file_that_is_not_utf_8_names_the_line() {
            room.ability(FileUpload.class);
            byte[] latin = ("\"caf\u00e9\"\n").getBytes(StandardCharsets.ISO_8859_1);

            assertThatThrownBy(() -> room.upload(latin)).isInstanceOfSatisfying(InvalidInputException.class,
                    e -> assertThat(e.problems()).extracting(Problem::line).containsExactly(1));
        }

        @Test
        void a_file_that_is_gone_already_counts_as_deleted() {
            FileUpload files = room.ability(FileUpload.class);
            ProviderFileId file = room.uploadedExamples();

            files.deleteFile(file);
            files.deleteFile(file);

            SubmitRequest request = room.request("key-1", room.vendor().baseModel(), file);
            assertThat(room.provider().submit(request)).isInstanceOf(SubmitOutcome.Refused.class);
        }

        @Test
        void a_large_file_arrives_whole() throws IOException {
            room.ability(FileUpload.class);
            String padding = "x".repeat(2000);
            List<String> lines = IntStream.range(0, 5000).mapToObj(
                    i -> room.vendor().exampleLine("question " + i + padding, "answer " + i)).toList();

            assertThat(room.upload(lines).value()).isNotBlank();
        }
    }

    /** What must never be seen is not seen. */
    @Nested
    class KeepingSecrets {

        @Test
        void no_message_and_no_log_shows_the_credential() {
            try (LogWatch log = new LogWatch()) {
                String secret = room.vendor().credential();
                SubmitRequest request = room.request("key-1");
                room.vendor().faults().next(Operation.CREATE_JOB, new Fault.LoseAnswer());
                StringBuilder seen = new StringBuilder();
                seen.append(room.provider()).append(room.provider().submit(request));
                seen.append(room.unreachableProvider().submit(request));
                seen.append(room.providerWith(secret + "\n").submit(request));
                seen.append(ExamRoom.stackTrace(room.failureOf(
                        () -> room.unreachableProvider().findByRunKey(request.key()))));
                seen.append(ExamRoom.stackTrace(room.failureOf(
                        () -> room.providerWith(secret + "x").findByRunKey(request.key()))));

                assertThat(seen.toString()).doesNotContain(secret);
                assertThat(log.text()).doesNotContain(secret);
            }
        }
    }
}
