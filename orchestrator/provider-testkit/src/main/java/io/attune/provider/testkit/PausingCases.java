package io.attune.provider.testkit;

import io.attune.provider.JobState;
import io.attune.provider.PauseResume;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A job rests when it is asked to, and goes on. */
abstract class PausingCases {
    abstract ExamRoom room();

    @Test
    void a_paused_job_rests_and_succeeds_once_it_is_resumed() {
        PauseResume pauses = room().ability(PauseResume.class);
        ProviderJob job = running();

        pauses.pause(job.id());
        room().awaitState(job, JobState.PAUSED);
        pauses.resume(job.id());
        room().vendor().pace().release();

        ProviderJob ended = room().awaitState(job, JobState.SUCCEEDED);
        assertThat(ended.tunedModel()).isNotNull();
    }

    @Test
    void pausing_and_resuming_twice_change_nothing() {
        PauseResume pauses = room().ability(PauseResume.class);
        ProviderJob job = running();

        pauses.pause(job.id());
        pauses.pause(job.id());
        room().awaitState(job, JobState.PAUSED);
        pauses.pause(job.id());
        pauses.resume(job.id());
        room().vendor().pace().allow(1);
        room().awaitState(job, JobState.RUNNING);
        pauses.resume(job.id());

        room().vendor().pace().release();
        room().awaitState(job, JobState.SUCCEEDED);
    }

    @Test
    void a_paused_job_can_be_cancelled() {
        PauseResume pauses = room().ability(PauseResume.class);
        ProviderJob job = running();
        pauses.pause(job.id());
        room().awaitState(job, JobState.PAUSED);

        room().provider().cancel(job.id());

        room().awaitState(job, JobState.CANCELLED);
    }

    @Test
    void an_ended_or_unknown_job_cannot_be_paused() {
        PauseResume pauses = room().ability(PauseResume.class);
        ProviderJob ended = room().trained("key-1");

        assertThat(room().failureOf(() -> pauses.pause(ended.id())).code()).isEqualTo(ProviderException.REFUSED);
        assertThat(room().failureOf(() -> pauses.pause(new ProviderJobId("job-that-never-was"))).code()).isEqualTo(
                ProviderException.REFUSED);
    }

    private ProviderJob running() {
        ProviderJob job = room().submit(room().request("key-1"));
        room().awaitState(job, JobState.QUEUED);
        room().vendor().pace().allow(3);
        return room().awaitState(job, JobState.RUNNING);
    }
}
