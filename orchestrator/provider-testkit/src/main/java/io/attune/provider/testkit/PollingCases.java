package io.attune.provider.testkit;

import java.time.Duration;
import java.util.List;

import io.attune.provider.JobState;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.testkit.VendorAbilities.AnswersByHttp;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A job's state is told as it is. */
abstract class PollingCases {
    abstract ExamRoom room();

    @Test
    void a_job_goes_from_queued_to_succeeded_with_a_model_and_a_bill() {
        ProviderJob job = room().submit(room().request("key-1"));
        room().awaitState(job, JobState.QUEUED);
        room().vendor().pace().allow(2);
        ProviderJob running = room().awaitState(job, JobState.RUNNING);
        assertThat(running.tunedModel()).isNull();
        assertThat(running.trainedTokens()).isNull();

        room().vendor().pace().release();

        ProviderJob ended = room().awaitState(job, JobState.SUCCEEDED);
        assertThat(ended.tunedModel()).isNotNull();
        assertThat(ended.trainedTokens()).isNotNull().satisfies(tokens -> assertThat(tokens.value()).isPositive());
        assertThat(ended.finishedAt()).isEqualTo(ExamRoom.NOON);
        assertThat(ended.failure()).isNull();
    }

    @Test
    void an_unknown_job_is_empty() {
        assertThat(room().provider().poll(new ProviderJobId("job-that-never-was"))).isEmpty();
    }

    @Test
    void an_unknown_state_is_kept_raw_and_never_guessed() {
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().faults().next(Operation.READ_JOB, new Fault.UnknownState("contemplating"));

        assertThat(room().provider().poll(job.id())).hasValueSatisfying(seen -> {
            assertThat(seen.state()).isNull();
            assertThat(seen.rawState()).isEqualTo("contemplating");
        });
    }

    @Test
    void a_provider_that_is_not_there_is_told_from_one_that_fails_and_one_that_is_busy() {
        ProviderJobId job = room().submit(room().request("key-1")).id();
        assertThat(room().failureOf(() -> room().unreachableProvider().poll(job)).code()).isEqualTo(
                ProviderException.UNREACHABLE);
        room().vendor().faults().next(Operation.READ_JOB, new Fault.Refuse(503, null));
        assertThat(room().failureOf(() -> room().provider().poll(job)).code()).isEqualTo(ProviderException.FAILED);
        room().vendor().faults().next(Operation.READ_JOB, new Fault.Refuse(429, Duration.ofSeconds(7)));
        ProviderException busy = room().failureOf(() -> room().provider().poll(job));
        assertThat(busy.code()).isEqualTo(ProviderException.RATE_LIMITED);
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_job_that_is_not_there_for_a_moment_is_empty_and_then_there_again() {
        room().vendorAs(AnswersByHttp.class);
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().faults().next(Operation.READ_JOB, new Fault.Refuse(404, null));

        assertThat(room().provider().poll(job.id())).isEmpty();
        assertThat(room().provider().poll(job.id())).isPresent();
    }

    @Test
    void an_answer_that_breaks_off_is_an_exception_and_never_a_state() {
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().faults().next(Operation.READ_JOB, new Fault.TruncateAnswer());

        assertThat(room().failureOf(() -> room().provider().poll(job.id())).code()).isIn(
                ProviderException.UNREACHABLE, ProviderException.FAILED);
    }

    @Test
    void a_failed_job_says_why() {
        ProviderFileId tooFew = room().upload(List.of(room().vendor().exampleLine("q", "a")));
        ProviderJob job = room().submit(room().request("key-1", room().vendor().baseModel(), tooFew));

        ProviderJob failed = room().awaitState(job, JobState.FAILED);

        assertThat(failed.failure()).isNotNull().satisfies(
                failure -> assertThat(failure.message()).isNotBlank());
        assertThat(failed.tunedModel()).isNull();
    }
}
