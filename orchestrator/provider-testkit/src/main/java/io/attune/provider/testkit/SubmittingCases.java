package io.attune.provider.testkit;

import java.time.Duration;
import java.util.List;

import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderModelId;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A job that is asked for exists once, or the caller knows that it does not. */
abstract class SubmittingCases {
    abstract ExamRoom room();

    @Test
    void an_accepted_job_carries_the_run_key() {
        SubmitRequest request = room().request("key-1");

        ProviderJob job = room().submit(request);

        assertThat(job.key()).isEqualTo(request.key());
        assertThat(job.createdAt()).isEqualTo(ExamRoom.NOON);
        assertThat(room().vendor().paidJobs(request.key())).isOne();
    }

    @Test
    void a_refused_create_leaves_no_job() {
        SubmitRequest request = room().request("key-1", room().vendor().baseModel(), new ProviderFileId("file-none"));

        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.Refused.class);
        assertThat(room().vendor().paidJobs(request.key())).isZero();
    }

    @Test
    void an_unknown_base_model_is_refused_and_the_message_names_it() {
        SubmitRequest request = room().request("key-1", new ProviderModelId("no-such-model"),
                room().uploadedExamples());

        assertThat(room().provider().submit(request)).isInstanceOfSatisfying(SubmitOutcome.Refused.class,
                refused -> assertThat(refused.message()).contains("no-such-model"));
    }

    @Test
    void a_lost_answer_is_in_doubt_and_the_run_key_finds_exactly_one_job() {
        SubmitRequest request = room().request("key-1");
        room().vendor().faults().next(Operation.CREATE_JOB, new Fault.LoseAnswer());

        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
        assertThat(room().provider().findByRunKey(request.key())).singleElement().satisfies(
                job -> assertThat(job.key()).isEqualTo(request.key()));
    }

    @Test
    void a_failure_after_the_commit_is_in_doubt() {
        SubmitRequest request = room().request("key-1");
        room().vendor().faults().next(Operation.CREATE_JOB, new Fault.FailAfterCommit(500));

        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
        assertThat(room().vendor().paidJobs(request.key())).isOne();
    }

    @Test
    void an_answer_that_breaks_off_is_in_doubt() {
        SubmitRequest request = room().request("key-1");
        room().vendor().faults().next(Operation.CREATE_JOB, new Fault.TruncateAnswer());

        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
    }

    @Test
    void a_redirected_create_is_in_doubt_and_not_followed() {
        SubmitRequest request = room().request("key-1");
        String elsewhere = room().vendor().baseUrl() + "/elsewhere";
        room().vendor().faults().next(Operation.CREATE_JOB, new Fault.Redirect(elsewhere));

        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
        assertThat(room().vendor().requests(Operation.OTHER)).isZero();
    }

    @Test
    void a_connection_that_breaks_before_the_answer_is_in_doubt_and_the_run_key_finds_nothing() {
        SubmitRequest request = room().request("key-1");
        room().vendor().faults().next(Operation.CREATE_JOB, new Fault.DropRequest());

        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.InDoubt.class);
        assertThat(room().provider().findByRunKey(request.key())).isEmpty();
    }

    @Test
    void a_create_is_sent_once_whatever_happens() {
        List<Fault> faults = List.of(new Fault.DropRequest(), new Fault.LoseAnswer(),
                new Fault.FailAfterCommit(500), new Fault.Refuse(503, null), new Fault.TruncateAnswer(),
                new Fault.Refuse(429, Duration.ofSeconds(1)));
        for (Fault fault : faults) {
            SubmitRequest request = room().request("key-" + fault.getClass().getSimpleName());
            int before = room().vendor().requests(Operation.CREATE_JOB);
            room().vendor().faults().next(Operation.CREATE_JOB, fault);

            room().provider().submit(request);

            assertThat(room().vendor().requests(Operation.CREATE_JOB) - before).as(fault.toString()).isOne();
        }
    }

    @Test
    void a_refused_connection_means_not_sent() {
        SubmitRequest request = room().request("key-1");

        assertThat(room().unreachableProvider().submit(request)).isInstanceOf(SubmitOutcome.NotSent.class);
    }

    @Test
    void a_request_to_slow_down_means_that_no_job_was_made() {
        SubmitRequest request = room().request("key-1");
        room().vendor().faults().next(Operation.CREATE_JOB, new Fault.Refuse(429, Duration.ofSeconds(7)));

        assertThat(room().provider().submit(request)).isInstanceOfAny(SubmitOutcome.NoRoom.class,
                SubmitOutcome.NotSent.class);
        assertThat(room().vendor().paidJobs(request.key())).isZero();
    }

    @Test
    void after_the_deadline_nothing_is_sent() {
        SubmitRequest request = room().request("key-1");
        room().clock().advance(Duration.between(room().clock().instant(), request.sendBefore()));

        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.NotSent.class);
        assertThat(room().vendor().requests(Operation.CREATE_JOB)).isZero();
    }

    @Test
    void a_deadline_that_passes_while_connecting_leaves_no_job() {
        SubmitRequest request = room().request("key-1");
        int looks = 1;

        SubmitOutcome outcome = room().providerWhoseClockJumps(looks, request.sendBefore()).submit(request);

        assertThat(outcome).isInstanceOf(SubmitOutcome.NotSent.class);
        assertThat(room().vendor().paidJobs(request.key())).isZero();
    }

    @Test
    void a_wrong_credential_is_refused_as_such() {
        room().requireCredential();
        SubmitRequest request = room().request("key-1");

        assertThat(room().providerWith("sk-wrong-77a1").submit(request)).isInstanceOfSatisfying(
                SubmitOutcome.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo(ProviderException.CREDENTIAL));
    }

    @Test
    void labels_beyond_what_the_provider_takes_do_not_refuse_the_job() {
        SubmitRequest request = room().requestWithManyLabels("key-1");

        assertThat(room().submit(request).key()).isEqualTo(request.key());
    }
}
