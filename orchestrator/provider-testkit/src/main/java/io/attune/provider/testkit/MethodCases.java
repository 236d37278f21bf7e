package io.attune.provider.testkit;

import java.math.BigDecimal;
import java.util.Objects;

import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingMethod;
import io.attune.provider.TrainingMethod.ReasoningEffort;
import io.attune.provider.testkit.VendorAbilities.TunesOtherwise;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Other methods than the supervised one are asked for in full, or refused before anything is paid. */
abstract class MethodCases {
    abstract ExamRoom room();

    @Test
    void a_preference_training_succeeds() {
        TunesOtherwise vendor = room().vendorAs(TunesOtherwise.class);
        ProviderFileId pairs = room().uploaded(i -> vendor.preferenceLine("Question " + i, "good " + i, "bad " + i));

        assertSucceeds(room().request("key-1", new TrainingMethod.Preference(new BigDecimal("0.25")), pairs));
    }

    @Test
    void a_reinforcement_training_succeeds() {
        TunesOtherwise vendor = room().vendorAs(TunesOtherwise.class);
        ProviderFileId prompts = room().uploaded(i -> vendor.promptLine("Question " + i, "answer " + i));

        assertSucceeds(room().request("key-1", new TrainingMethod.Reinforcement(vendor.grader(),
                ReasoningEffort.MEDIUM, new BigDecimal("1.5"), 2, 3), prompts));
    }

    @Test
    void a_training_whose_file_is_for_another_method_fails_and_costs_nothing() {
        room().vendorAs(TunesOtherwise.class);
        SubmitRequest request = room().request("key-1", new TrainingMethod.Preference(null),
                room().uploadedExamples());

        ProviderJob failed = room().awaitState(room().submit(request), JobState.FAILED);

        assertThat(Objects.requireNonNull(failed.failure()).message()).isNotBlank();
    }

    @Test
    void a_grader_that_makes_no_sense_is_refused_and_leaves_no_job() {
        TunesOtherwise vendor = room().vendorAs(TunesOtherwise.class);
        ProviderFileId prompts = room().uploaded(i -> vendor.promptLine("Question " + i, "answer " + i));
        for (String grader : new String[]{"no json", "{\"type\":\"guess\"}"}) {
            SubmitRequest request = room().request("key-1", new TrainingMethod.Reinforcement(grader, null, null, null,
                    null), prompts);

            assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.Refused.class);
            assertThat(room().vendor().paidJobs(request.key())).isZero();
        }
    }

    private void assertSucceeds(SubmitRequest request) {
        ProviderJob job = room().submit(request);
        room().vendor().pace().release();
        assertThat(room().awaitState(job, JobState.SUCCEEDED).tunedModel()).isNotNull();
    }
}
