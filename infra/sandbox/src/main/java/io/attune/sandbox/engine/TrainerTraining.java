package io.attune.sandbox.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.attune.provider.testkit.openai.Engine;
import io.attune.provider.testkit.openai.Engine.Listener;
import io.attune.provider.testkit.openai.Engine.Outcome;
import io.attune.provider.testkit.openai.Engine.Plan;
import io.attune.provider.testkit.openai.Engine.Resume;
import io.attune.provider.testkit.openai.Engine.TrainingTask;
import io.attune.sandbox.trainer.Hyperparameters;
import io.attune.sandbox.trainer.ModelSource;
import io.attune.sandbox.trainer.Trainer;
import io.attune.sandbox.trainer.TrainingEvent;
import io.attune.sandbox.trainer.TrainingEvent.EpochEnded;
import io.attune.sandbox.trainer.TrainingEvent.Metrics;
import io.attune.sandbox.trainer.TrainingEvent.Planned;
import io.attune.sandbox.trainer.TrainingEvent.Stepped;
import io.attune.sandbox.trainer.TrainingHandle;
import io.attune.sandbox.trainer.TrainingJob;
import io.attune.sandbox.trainer.TrainingListener;
import io.attune.sandbox.trainer.TrainingOutcome;
import org.jspecify.annotations.Nullable;

/** One training of the trainer, told in the server's words. Its events come one at a time. */
final class TrainerTraining implements Engine.Training, TrainingListener {
    private final Trainer trainer;
    private final WeightStore weights;
    private final TrainingTask task;
    private final ModelSource start;
    private final Listener listener;
    private @Nullable TrainingHandle handle;
    private @Nullable Planned plan;
    private @Nullable Stepped lastOfEpoch;
    private @Nullable String newestWeights;

    TrainerTraining(Trainer trainer, WeightStore weights, TrainingTask task, ModelSource start, Listener listener) {
        this.trainer = trainer;
        this.weights = weights;
        this.task = task;
        this.start = start;
        this.listener = listener;
    }

    TrainerTraining begin() {
        // without its optimiser's state a training begins anew, and comes to the same weights
        Resume resume = task.resume() != null && weights.canResume(task.resume().weights()) ? task.resume() : null;
        TrainingJob.ResumePoint point = resume == null
                ? null
                : new TrainingJob.ResumePoint(resume.epoch(),
                        weights.weights(resume.weights()), weights.optimizerState(resume.weights()));
        newestWeights = resume == null ? null : resume.weights();
        handle = trainer.train(new TrainingJob(start, task.trainingFile(), task.validationFile(),
                new Hyperparameters(task.epochs(), task.batchSize(), task.learningRateMultiplier()), task.seed(),
                point), this);
        return this;
    }

    @Override
    public void on(TrainingEvent event) {
        switch (event) {
            case Planned planned -> {
                plan = planned;
                listener.planned(new Plan(planned.trainingExamples(), planned.epochs(), planned.batchSize(),
                        planned.learningRateMultiplier(), planned.totalSteps(), planned.trainedTokens()));
            }
            case Stepped stepped -> stepped(stepped);
            case EpochEnded ended -> epochEnded(ended);
        }
    }

    /** An epoch's last step is told together with what is measured at the epoch's end, as the dialect does it. */
    private void stepped(Stepped step) {
        Planned known = plan;
        boolean endsEpoch = known != null && (long) step.step() * known.epochs() % known.totalSteps() == 0;
        if (endsEpoch) {
            lastOfEpoch = step;
        } else {
            listener.step(step.step(), step.epoch(), metrics(step, null));
        }
    }

    private void epochEnded(EpochEnded ended) {
        String name = weights.keep(task.job(), ended.checkpoint());
        String before = newestWeights;
        newestWeights = name;
        Map<String, Double> atEnd = new LinkedHashMap<>();
        Stepped step = lastOfEpoch;
        if (step != null) {
            atEnd.putAll(metrics(step, ended.fullValidation()));
            listener.step(step.step(), step.epoch(), atEnd);
            lastOfEpoch = null;
        }
        listener.checkpoint(ended.checkpoint().step(), ended.checkpoint().epoch(), name, atEnd);
        // only now, when the new checkpoint is in the books, will nobody resume at the one before
        if (before != null) {
            weights.forgetResumePoint(before);
        }
    }

    private static Map<String, Double> metrics(Stepped step, @Nullable Metrics full) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        put(metrics, "train", step.train());
        put(metrics, "valid", step.validation());
        put(metrics, "full_valid", full);
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String prefix, @Nullable Metrics measured) {
        if (measured != null) {
            metrics.put(prefix + "_loss", measured.loss());
            metrics.put(prefix + "_mean_token_accuracy", measured.tokenAccuracy());
        }
    }

    @Override
    public void cancel() {
        TrainingHandle running = handle;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public Outcome await() throws InterruptedException {
        TrainingHandle running = handle;
        if (running == null) {
            throw new IllegalStateException("The training has not begun");
        }
        return translate(outcome(running.outcome()));
    }

    private static TrainingOutcome outcome(CompletableFuture<TrainingOutcome> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The trainer promises that outcomes do not fail", e);
        }
    }

    private Outcome translate(TrainingOutcome outcome) {
        return switch (outcome) {
            case TrainingOutcome.Succeeded _ -> ended(new Outcome.Succeeded());
            case TrainingOutcome.Cancelled cancelled -> ended(new Outcome.Cancelled(cancelled.steps()));
            case TrainingOutcome.Failed failed -> switch (failed.kind()) {
                case PROCESS_LOST, CLOSED -> new Outcome.Interrupted(failed.message());
                case INVALID_REQUEST -> ended(new Outcome.Failed("invalid_training_file", failed.message()));
                case PLATFORM_UNSUPPORTED -> ended(new Outcome.Failed("platform_unsupported", failed.message()));
                case INTERNAL -> ended(new Outcome.Failed("server_error", failed.message()));
            };
        };
    }

    private Outcome ended(Outcome outcome) {
        String newest = newestWeights;
        if (newest != null) {
            weights.forgetResumePoint(newest);
        }
        return outcome;
    }
}
