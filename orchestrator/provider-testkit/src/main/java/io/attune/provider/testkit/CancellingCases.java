package io.attune.provider.testkit;

import io.attune.provider.JobState;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A job can be stopped. */
abstract class CancellingCases {
    abstract ExamRoom room();

    @Test
    void a_cancelled_job_ends_and_bills_what_was_done() {
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().pace().allow(3);
        room().awaitMetrics(job, 2);

        room().provider().cancel(job.id());
        room().vendor().pace().release();

        ProviderJob ended = room().awaitState(job, JobState.CANCELLED);
        assertThat(ended.trainedTokens()).isNotNull().satisfies(tokens -> assertThat(tokens.value()).isPositive());
    }

    @Test
    void a_job_that_has_ended_is_left_as_it_is() {
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().pace().release();
        room().awaitState(job, JobState.SUCCEEDED);

        room().provider().cancel(job.id());

        assertThat(room().provider().poll(job.id())).hasValueSatisfying(
                ended -> assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED));
    }

    @Test
    void a_job_nobody_knows_cannot_be_cancelled() {
        assertThat(room().failureOf(() -> room().provider().cancel(
                new ProviderJobId("job-that-never-was"))).code()).isEqualTo(ProviderException.REFUSED);
    }
}
