package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.attune.kernel.Digest;
import io.attune.sandbox.trainer.Checkpoint;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.TrainingEvent;
import io.attune.sandbox.trainer.TrainingEvent.Metrics;
import io.attune.sandbox.trainer.TrainingJob;
import io.attune.sandbox.trainer.TrainingJob.ResumePoint;
import io.attune.sandbox.trainer.TrainingOutcome;
import io.attune.sandbox.trainer.model.Safetensors;
import io.attune.sandbox.trainer.model.Weights;
import io.attune.sandbox.trainer.model.WeightsFile;
import io.attune.sandbox.trainer.text.ChatTemplate;
import io.attune.sandbox.trainer.text.TokenSequence;
import org.jspecify.annotations.Nullable;

/** One fine-tuning, from reading its files to its last checkpoint. Used once, by one thread. */
public final class TrainingRun {

    private static final double WEIGHT_DECAY = 0.01;
    private static final int VALIDATION_SAMPLE = 32;

    private final TrainingJob job;
    private final Weights start;
    private final TrainingData training;
    private final @Nullable TrainingData validation;
    private final TrainingPlan plan;
    private final Path scratch;
    private final Consumer<TrainingEvent> events;
    private final BooleanSupplier cancelled;

    /**
     * Reads the job's files and fixes its plan.
     *
     * @param start the weights that {@link TrainingJob#start()} names
     * @param scratch an existing folder for checkpoints
     * @param events hears each event, in order
     * @param cancelled asked before each step
     * @throws TrainerException of kind INVALID_REQUEST if a file cannot be learnt from
     */
    public TrainingRun(TrainingJob job, Weights start, ChatTemplate template, Path scratch,
            Consumer<TrainingEvent> events, BooleanSupplier cancelled) {
        this.job = job;
        this.start = start;
        this.scratch = scratch;
        this.events = events;
        this.cancelled = cancelled;
        int context = start.shape().context();
        this.training = TrainingData.read(job.trainingFile(), template, context);
        Path validationFile = job.validationFile();
        this.validation = validationFile == null ? null : TrainingData.read(validationFile, template, context);
        this.plan = TrainingPlan.of(job.hyperparameters(), training.teaching().size());
    }

    /** Trains until all epochs are made or it is cancelled. */
    public TrainingOutcome run() throws IOException {
        events.accept(planned());
        ResumePoint resume = job.resume();
        try (Learner learner = learner(resume)) {
            int epochsDone = resume == null ? 0 : resume.epoch();
            int step = epochsDone * plan.stepsPerEpoch();
            for (int epoch = epochsDone + 1; epoch <= plan.epochs(); epoch++) {
                for (List<TokenSequence> batch : EpochOrder.batches(training.teaching(), plan.batchSize(), job.seed(),
                        epoch)) {
                    if (cancelled.getAsBoolean()) {
                        return new TrainingOutcome.Cancelled(step);
                    }
                    step++;
                    events.accept(makeStep(learner, batch, step, epoch));
                }
                events.accept(endEpoch(learner, epoch, step));
            }
            return new TrainingOutcome.Succeeded(step, training.tokens() * plan.epochs());
        }
    }

    private TrainingEvent planned() {
        return new TrainingEvent.Planned(training.examples().size(),
                validation == null ? 0 : validation.examples().size(), plan.epochs(), plan.batchSize(),
                plan.learningRateMultiplier(), plan.totalSteps(), training.tokens(), training.truncated());
    }

    private Learner learner(@Nullable ResumePoint resume) throws IOException {
        if (resume == null) {
            return new Learner(start, WEIGHT_DECAY);
        }
        if (resume.epoch() < 1 || resume.epoch() > plan.epochs()) {
            throw new TrainerException(Kind.INVALID_REQUEST,
                    "The training has " + plan.epochs() + " epochs and cannot resume after " + resume.epoch());
        }
        Weights weights = WeightsFile.read(Files.readAllBytes(resume.weights()));
        Learner learner = new Learner(weights, WEIGHT_DECAY);
        learner.restoreOptimiser(Safetensors.parse(Files.readAllBytes(resume.optimizerState())));
        return learner;
    }

    private TrainingEvent makeStep(Learner learner, List<TokenSequence> batch, int step, int epoch) {
        Metrics train = learner.step(batch, plan.learningRate().at(step));
        boolean validates = validation != null && plan.validatesAfter(step);
        return new TrainingEvent.Stepped(step, epoch, train, validates ? measure(learner, VALIDATION_SAMPLE) : null);
    }

    private TrainingEvent endEpoch(Learner learner, int epoch, int step) throws IOException {
        byte[] weights = WeightsFile.write(learner.weights());
        Path weightsFile = scratch.resolve("epoch-" + epoch + ".safetensors");
        Path stateFile = scratch.resolve("epoch-" + epoch + "-optimizer.safetensors");
        Files.write(weightsFile, weights);
        Files.write(stateFile, learner.optimiserState().toBytes());
        Checkpoint checkpoint = new Checkpoint(epoch, step, weightsFile, Digest.of(weights), stateFile);
        return new TrainingEvent.EpochEnded(checkpoint, measure(learner, Integer.MAX_VALUE));
    }

    private @Nullable Metrics measure(Learner learner, int limit) {
        return validation == null ? null : learner.measure(validation.examples().stream().limit(limit).toList());
    }
}
