package io.attune.provider.testkit;

import io.attune.provider.JobState;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderJob;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The run key leads to the job, and to no other. */
abstract class FindingCases {
    abstract ExamRoom room();

    @Test
    void a_run_key_finds_its_job_among_others() {
        room().submit(room().request("key-1"));
        ProviderJob wanted = room().submit(room().request("key-2"));
        room().submit(room().request("key-3"));

        assertThat(room().provider().findByRunKey(new RunKey("key-2"))).extracting(ProviderJob::id).containsExactly(
                wanted.id());
    }

    @Test
    void two_jobs_under_one_key_are_both_found() {
        assumeFalse(room().vendor().oneJobPerKey(), "The vendor lets a key name one job at most");
        room().submit(room().request("key-1"));
        room().submit(room().request("key-1"));

        assertThat(room().provider().findByRunKey(new RunKey("key-1"))).hasSize(2);
    }

    @Test
    void asking_again_under_a_key_gives_the_job_that_is_there() {
        assumeTrue(room().vendor().oneJobPerKey(), "The vendor lets a key name several jobs");
        SubmitRequest request = room().request("key-1");
        ProviderJob job = room().submit(request);

        assertThat(room().submit(request).id()).isEqualTo(job.id());
        assertThat(room().provider().findByRunKey(request.key())).hasSize(1);
        assertThat(room().vendor().paidJobs(request.key())).isOne();
    }

    @Test
    void a_job_the_lists_do_not_show_yet_is_found_after_the_declared_delay() {
        room().vendor().faults().listDelay(room().provider().visibilityDelay());
        SubmitRequest request = room().request("key-1");
        ProviderJob job = room().submit(request);
        // who knows of it by other means than a list may say so, but never that it is lost
        assertThat(room().provider().findByRunKey(request.key())).allSatisfy(found -> {
            assertThat(found.id()).isEqualTo(job.id());
            assertThat(found.state()).isNotEqualTo(JobState.FAILED);
        });

        room().clock().advance(room().provider().visibilityDelay());

        assertThat(room().provider().findByRunKey(request.key())).hasSize(1);
    }

    @Test
    void a_provider_that_cannot_be_asked_is_an_exception_and_never_an_empty_list() {
        assertThat(catchThrowableOfType(ProviderException.class,
                () -> room().unreachableProvider().findByRunKey(new RunKey("key-1"))).code()).isEqualTo(
                        ProviderException.UNREACHABLE);
        room().vendor().faults().next(Operation.LIST_JOBS, new Fault.Refuse(500, null));
        assertThatThrownBy(() -> room().provider().findByRunKey(new RunKey("key-1"))).isInstanceOf(
                ProviderException.class);
    }

    @Test
    void a_job_survives_the_vendor_and_is_found_by_its_key_again() {
        ProviderJob job = room().submit(room().request("key-1"));

        room().restartVendor();

        assertThat(room().provider().findByRunKey(new RunKey("key-1"))).extracting(ProviderJob::id).containsExactly(
                job.id());
    }
}
