package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import io.attune.sandbox.trainer.Hyperparameters;
import io.attune.sandbox.trainer.ModelSource;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainingEvent;
import io.attune.sandbox.trainer.TrainingEvent.EpochEnded;
import io.attune.sandbox.trainer.TrainingEvent.Metrics;
import io.attune.sandbox.trainer.TrainingEvent.Planned;
import io.attune.sandbox.trainer.TrainingEvent.Stepped;
import io.attune.sandbox.trainer.TrainingJob;
import io.attune.sandbox.trainer.TrainingJob.ResumePoint;
import io.attune.sandbox.trainer.TrainingOutcome;
import io.attune.sandbox.trainer.TrainingOutcome.Cancelled;
import io.attune.sandbox.trainer.TrainingOutcome.Succeeded;
import io.attune.sandbox.trainer.model.ModelShape;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.text.ChatTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingRunTest {

    private static final ChatTemplate TEMPLATE = Words.template();
    private static final Weights START = Weights.initial(new ModelShape(320, 32, 2, 2, 64, 64), 1);

    @TempDir
    private Path folder;
    private Path training;
    private Path validation;
    private final List<TrainingEvent> events = new ArrayList<>();

    @BeforeEach
    void writeFiles() {
        training = Words.all().part(0, 48).write(folder.resolve("training.jsonl"));
        validation = Words.all().part(48, 64).write(folder.resolve("validation.jsonl"));
    }

    @Test
    void aTunedModelBeatsItsStartAndOneTunedOnShuffledAnswersOnHeldOutQuestions() throws IOException {
        double start = startLoss();
        double tuned = finalValidationLoss(training, 30);
        Path shuffled = Words.all().part(0, 48).shuffled().write(folder.resolve("shuffled.jsonl"));
        double tunedOnShuffled = finalValidationLoss(shuffled, 30);

        assertThat(tuned).isLessThan(start / 4).isLessThan(tunedOnShuffled / 2);
    }

    @Test
    void twoTrainingsOfOneJobGiveTheSameBytes() throws IOException {
        run(job(2, null));
        byte[] first = bytesAfter(2);
        events.clear();
        run(job(2, null));

        assertThat(bytesAfter(2)).isEqualTo(first);
    }

    @Test
    void anotherSeedGivesAnotherModel() throws IOException {
        run(job(1, null));
        byte[] first = bytesAfter(1);
        run(new TrainingJob(ModelSource.base(), training, null, new Hyperparameters(1, 8, 4.0), 8, null));

        assertThat(bytesAfter(1)).isNotEqualTo(first);
    }

    @Test
    void aResumedTrainingGivesTheBytesOfAnUninterruptedOne() throws IOException {
        run(job(3, null));
        byte[] uninterrupted = bytesAfter(3);
        EpochEnded first = ends().getFirst();
        Path weights = Files.copy(first.checkpoint().weights(), folder.resolve("kept-weights"));
        Path state = Files.copy(first.checkpoint().optimizerState(), folder.resolve("kept-state"));
        events.clear();

        TrainingOutcome outcome = run(job(3, new ResumePoint(1, weights, state)));

        assertThat(bytesAfter(3)).isEqualTo(uninterrupted);
        assertThat(steps().getFirst()).extracting(Stepped::step, Stepped::epoch).containsExactly(7, 2);
        assertThat(outcome).isInstanceOfSatisfying(Succeeded.class, end -> assertThat(end.steps()).isEqualTo(18));
    }

    @Test
    void cancellingStopsBeforeTheNextStep() throws IOException {
        TrainingOutcome outcome = run(job(3, null), () -> steps().size() == 4);

        assertThat(outcome).isEqualTo(new Cancelled(4));
        assertThat(steps()).hasSize(4);
        assertThat(ends()).isEmpty();
    }

    @Test
    void thePlanComesFirstAndTheBillIsItsTokens() throws IOException {
        TrainingOutcome outcome = run(job(2, null));

        Planned planned = (Planned) events.getFirst();
        assertThat(planned).extracting(Planned::trainingExamples, Planned::validationExamples, Planned::epochs,
                Planned::batchSize, Planned::totalSteps, Planned::truncatedExamples).containsExactly(48, 16, 2, 8, 12,
                        0);
        assertThat(outcome).isEqualTo(new Succeeded(12, planned.trainedTokens()));
    }

    @Test
    void eachEpochEndsWithACheckpointAndAFullValidation() throws IOException {
        run(job(2, null));

        assertThat(ends()).hasSize(2).allSatisfy(end -> {
            assertThat(end.fullValidation()).isNotNull();
            assertThat(end.checkpoint().digest()).isEqualTo(io.attune.kernel.Digest.of(Files.readAllBytes(
                    end.checkpoint().weights())));
        });
    }

    @Test
    void stepsAreValidatedNowAndThen() throws IOException {
        run(job(10, null));

        assertThat(steps().stream().filter(step -> step.validation() != null)).hasSizeBetween(15, 25);
    }

    @Test
    void examplesLongerThanTheContextAreCutAndCounted() throws IOException {
        String words = "red then blue then green ".repeat(30);
        Files.writeString(training, "{\"messages\":[{\"role\":\"assistant\",\"content\":\"" + words + "\"}]}");

        run(job(1, null));

        assertThat((Planned) events.getFirst()).extracting(Planned::truncatedExamples,
                Planned::tokensPerEpoch).containsExactly(1, 64L);
    }

    @Test
    void aFileWithoutAssistantMessagesIsRefused() throws IOException {
        Files.writeString(training, "{\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");

        assertThatThrownBy(() -> run(job(1, null))).isInstanceOf(TrainerException.class).hasMessageContaining(
                "training.jsonl").hasMessageContaining("no example has an assistant message");
    }

    private TrainingJob job(int epochs, @Nullable ResumePoint resume) {
        return new TrainingJob(ModelSource.base(), training, validation, new Hyperparameters(epochs, 8, 4.0), 7,
                resume);
    }

    private TrainingOutcome run(TrainingJob job) throws IOException {
        return run(job, () -> false);
    }

    private TrainingOutcome run(TrainingJob job, BooleanSupplier cancelled) throws IOException {
        return new TrainingRun(job, START, TEMPLATE, folder, events::add, cancelled).run();
    }

    private double finalValidationLoss(Path file, int epochs) throws IOException {
        events.clear();
        run(new TrainingJob(ModelSource.base(), file, validation, new Hyperparameters(epochs, 8, 6.0), 7, null));
        Metrics last = Objects.requireNonNull(ends().getLast().fullValidation());
        return last.loss();
    }

    private double startLoss() {
        try (Learner learner = new Learner(START, 0)) {
            return learner.measure(TrainingData.read(validation, TEMPLATE, 64).examples()).loss();
        }
    }

    private List<Stepped> steps() {
        return events.stream().filter(Stepped.class::isInstance).map(Stepped.class::cast).toList();
    }

    private List<EpochEnded> ends() {
        return events.stream().filter(EpochEnded.class::isInstance).map(EpochEnded.class::cast).toList();
    }

    private byte[] bytesAfter(int epoch) throws IOException {
        return Files.readAllBytes(folder.resolve("epoch-" + epoch + ".safetensors"));
    }
}
