package io.attune.provider.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.provider.ArtifactFetch;
import io.attune.provider.ArtifactFetch.Artifact;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RemoteValidation;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingMethod;
import io.attune.provider.testkit.VendorAbilities.TunesOtherwise;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be looked at before a job is, and what a job left behind arrives whole. */
abstract class CheckingCases {
    abstract ExamRoom room();

    @Test
    void a_good_request_has_no_problems_and_creates_nothing() {
        RemoteValidation validation = room().ability(RemoteValidation.class);

        assertThat(validation.validate(room().request("key-1"))).isEmpty();
        assertThat(room().vendor().requests(Operation.CREATE_JOB)).isZero();
    }

    @Test
    void a_model_a_file_and_a_grader_that_are_not_there_are_all_named_at_once() {
        RemoteValidation validation = room().ability(RemoteValidation.class);
        room().vendorAs(TunesOtherwise.class);

        List<Problem> problems = validation.validate(withModel(new TrainingMethod.Reinforcement("no json", null, null,
                null, null)));

        assertThat(problems).extracting(Problem::place).containsExactly("baseModel", "trainingFile", "method.grader");
    }

    private SubmitRequest withModel(TrainingMethod method) {
        var usual = room().request("key-1", new ProviderModelId("no-such-model"), new ProviderFileId("file-none"));
        return new SubmitRequest(usual.key(), usual.baseModel(), usual.trainingFile(), null, method,
                usual.hyperparameters(), usual.suffix(), usual.labels(), usual.sendBefore());
    }

    @Test
    void what_a_job_left_behind_is_fetched_whole_and_again() throws IOException {
        ArtifactFetch fetch = room().ability(ArtifactFetch.class);
        ProviderJob job = room().trained("key-1");
        Path folder = Files.createDirectory(room().folder().resolve("artefacts"));

        List<Artifact> artifacts = fetch.fetch(job.id(), folder);

        assertThat(artifacts).isNotEmpty().allSatisfy(artifact -> {
            assertThat(artifact.file()).hasParent(folder);
            assertThat(Digest.of(Files.readAllBytes(artifact.file()))).isEqualTo(artifact.digest());
            assertThat(artifact.bytes()).isPositive();
        });
        assertThat(fetch.fetch(job.id(), folder)).isEqualTo(artifacts);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(artifacts.size());
        }
    }

    @Test
    void nothing_is_fetched_of_a_job_nobody_knows() {
        ArtifactFetch fetch = room().ability(ArtifactFetch.class);

        assertThat(room().failureOf(() -> {
            try {
                fetch.fetch(new ProviderJobId("job-that-never-was"), room().folder());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).code()).isEqualTo(ProviderException.REFUSED);
    }
}
