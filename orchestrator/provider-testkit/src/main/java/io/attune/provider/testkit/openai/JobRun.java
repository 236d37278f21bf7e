package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.attune.kernel.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes one job from where it stands to its end: validating_files, queued, running, succeeded | failed | cancelled. */
final class JobRun implements Engine.Listener {
    private static final int CHECKPOINTS_KEPT = 3;
    private static final int FRUITLESS_ATTEMPTS_MAX = 3;

    private final Job job;
    private final Engine engine;
    private final Names names;
    private final String organization;
    private final BooleanSupplier closing;
    private Engine.@Nullable Training training;
    private boolean cancelled;

    JobRun(Job job, Engine engine, Names names, String organization, BooleanSupplier closing) {
        this.job = job;
        this.engine = engine;
        this.names = names;
        this.organization = organization;
        this.closing = closing;
        this.cancelled = job.status().cancelRequested();
    }

    synchronized void cancel() {
        cancelled = true;
        if (training != null) {
            training.cancel();
        }
    }

    /** Returns when the job has ended, or when the server closes and leaves it to the next start. */
    void toTheEnd() {
        try {
            if (job.status().state().equals(JobStatus.VALIDATING) && !validate()) {
                return;
            }
            train();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (!closing.getAsBoolean()) {
                fail("server_error", "The server failed: " + e, null);
            }
        }
    }

    private boolean validate() throws IOException {
        TrainingFileCheck.JobFiles found = TrainingFileCheck.jobFiles(job.trainingCopy(),
                job.spec().validationFile() == null ? null : job.validationCopy());
        if (!found.training().isEmpty()) {
            fail("invalid_training_file", describe(found.training()), "training_file");
            return false;
        }
        if (!found.validation().isEmpty()) {
            fail("invalid_validation_file", describe(found.validation()), "validation_file");
            return false;
        }
        job.update(status -> status.in(JobStatus.QUEUED));
        say("info", "Files validated, moving job to queued state");
        return true;
    }

    private static String describe(List<Problem> problems) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems.subList(0, Math.min(10, problems.size()))) {
            lines.add((problem.line() > 0 ? "Line " + problem.line() + ": " : "") + problem.message());
        }
        if (problems.size() > lines.size()) {
            lines.add("And " + (problems.size() - lines.size()) + " more.");
        }
        return "The job failed due to an invalid file. " + String.join(" ", lines);
    }

    private void train() throws InterruptedException {
        int fruitless = 0;
        while (true) {
            if (isTrained()) {
                succeed();
                return;
            }
            int stepsBefore = job.lastStep();
            Engine.Training begun = begin();
            if (begun == null) {
                cancelledAfter(stepsBefore);
                return;
            }
            switch (begun.await()) {
                case Engine.Outcome.Succeeded _ -> succeed();
                case Engine.Outcome.Cancelled cancel -> cancelledAfter(cancel.steps());
                case Engine.Outcome.Failed failed -> fail(failed.code(), failed.message(), null);
                case Engine.Outcome.Interrupted interrupted -> {
                    fruitless = job.lastStep() > stepsBefore ? 1 : fruitless + 1;
                    if (!closing.getAsBoolean() && fruitless < FRUITLESS_ATTEMPTS_MAX) {
                        say("warn", "Interrupted and resumed: " + interrupted.reason());
                        continue;
                    }
                    if (!closing.getAsBoolean()) {
                        fail("server_error", interrupted.reason(), null);
                    }
                }
            }
            return;
        }
    }

    /** A kill may come between the last checkpoint and the news of success. */
    private boolean isTrained() {
        JobStatus status = job.status();
        Engine.Plan plan = status.plan();
        return plan != null && !status.checkpoints().isEmpty()
                && status.checkpoints().getLast().step() == plan.totalSteps();
    }

    private synchronized Engine.@Nullable Training begin() {
        if (cancelled) {
            return null;
        }
        JobSpec spec = job.spec();
        List<JobStatus.Kept> kept = job.status().checkpoints();
        Engine.Resume resume = kept.isEmpty()
                ? null
                : new Engine.Resume(kept.getLast().epoch(), kept.getLast().step(), kept.getLast().weights());
        training = engine.train(new Engine.TrainingTask(spec.id(), spec.start(), job.trainingCopy(),
                spec.validationFile() == null ? null : job.validationCopy(), spec.epochs(), spec.batchSize(),
                spec.learningRateMultiplier(), spec.seed(), resume), this);
        return training;
    }

    @Override
    public void planned(Engine.Plan plan) {
        if (job.status().state().equals(JobStatus.QUEUED)) {
            job.update(status -> status.running(plan));
            say("info", "Fine-tuning job started");
        }
    }

    /** A resumed training repeats the steps since its checkpoint; what was told once is not told again. */
    @Override
    public void step(int step, int epoch, Map<String, Double> metrics) {
        Engine.Plan plan = job.status().plan();
        if (step <= job.lastStep() || plan == null) {
            return;
        }
        ObjectNode data = Json.object();
        data.put("step", step);
        data.put("total_steps", plan.totalSteps());
        data.put("epoch", epoch);
        metrics.forEach(data::put);
        StringBuilder message = new StringBuilder("Step " + step + "/" + plan.totalSteps() + ":");
        append(message, " training loss=", metrics.get("train_loss"));
        append(message, ", validation loss=", metrics.get("valid_loss"));
        append(message, ", full validation loss=", metrics.get("full_valid_loss"));
        job.addEvent(names.next("ftevent"), names.now(), "info", "metrics", message.toString(), data);
    }

    private static void append(StringBuilder message, String label, @Nullable Double value) {
        if (value != null) {
            message.append(label).append(String.format(Locale.ROOT, "%.4f", value));
        }
    }

    @Override
    public void checkpoint(int step, int epoch, String weights, Map<String, Double> metrics) {
        Engine.Plan plan = job.status().plan();
        List<JobStatus.Kept> all = new ArrayList<>(job.status().checkpoints());
        if (plan == null || all.stream().anyMatch(kept -> kept.step() >= step)) {
            return;
        }
        String model = step == plan.totalSteps() ? resultName() : resultName() + ":ckpt-step-" + step;
        all.add(new JobStatus.Kept(names.next("ftckpt"), names.now(), step, epoch, weights, model, metrics));
        List<JobStatus.Kept> gone = List.copyOf(all.subList(0, Math.max(0, all.size() - CHECKPOINTS_KEPT)));
        job.update(status -> status.keeping(all.subList(gone.size(), all.size())));
        gone.forEach(kept -> engine.discard(kept.weights()));
        say("info", "Checkpoint created at step " + step);
    }

    private String resultName() {
        String suffix = job.spec().suffix();
        String id = job.spec().id();
        return "ft:" + job.spec().start().base() + ":" + organization + ":" + (suffix == null ? "" : suffix) + ":"
                + id.substring(id.length() - 8);
    }

    private void succeed() {
        job.update(status -> {
            Engine.Plan plan = status.plan();
            if (plan == null || status.checkpoints().isEmpty()) {
                throw new IllegalStateException("The engine reports success without a plan or a checkpoint");
            }
            return status.succeeded(status.checkpoints().getLast().model(), plan.trainedTokens(), names.now());
        });
        say("info", "New fine-tuned model created");
        say("info", "The job has successfully completed");
    }

    private void cancelledAfter(int steps) {
        Engine.Plan plan = job.status().plan();
        long tokens = plan == null ? 0 : Math.multiplyExact(plan.trainedTokens(), (long) steps) / plan.totalSteps();
        job.update(status -> status.cancelled(tokens, names.now()));
        say("info", "The job has been cancelled");
    }

    private void fail(String code, String message, @Nullable String param) {
        job.update(status -> status.failed(new JobStatus.Failure(code, message, param), names.now()));
        say("error", message);
    }

    private void say(String level, String message) {
        job.addEvent(names.next("ftevent"), names.now(), level, "message", message, Json.object());
    }
}
