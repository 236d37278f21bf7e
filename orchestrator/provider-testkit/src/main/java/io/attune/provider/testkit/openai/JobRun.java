package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

import io.attune.kernel.Problem;
import io.attune.provider.testkit.JobFate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Takes one job from where it stands to its end: validating_files, queued, running, succeeded | failed | cancelled. */
final class JobRun implements Engine.Listener {
    private static final int CHECKPOINTS_KEPT = 3;
    private static final int FRUITLESS_ATTEMPTS_MAX = 3;

    private final Job job;
    private final World world;
    private final Engine engine;
    private final Names names;
    private final Slots slots;
    private final BooleanSupplier closing;
    private @Nullable JobFate fate;
    private Engine.@Nullable Training training;
    private boolean cancelled;
    private boolean paused;
    private boolean restarting;
    private int fruitless;

    JobRun(Job job, World world, @Nullable JobFate fate, Slots slots, BooleanSupplier closing) {
        this.job = job;
        this.world = world;
        this.engine = world.engine();
        this.names = world.names();
        this.fate = fate;
        this.slots = slots;
        this.closing = closing;
        this.cancelled = job.status().cancelRequested();
        this.paused = List.of(JobStatus.PAUSING, JobStatus.PAUSED).contains(job.status().state());
    }

    synchronized void pause() {
        paused = true;
        if (training != null) {
            training.cancel();
        }
    }

    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    synchronized void wake() {
        notifyAll();
    }

    synchronized void cancel() {
        cancelled = true;
        if (training != null) {
            training.cancel();
        }
        notifyAll();
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
                job.spec().validationFile() == null ? null : job.validationCopy(), job.spec().methodName());
        if (!found.training().isEmpty()) {
            fail("invalid_training_file", describe(found.training()), "training_file");
            return false;
        }
        if (!found.validation().isEmpty()) {
            fail("invalid_validation_file", describe(found.validation()), "validation_file");
            return false;
        }
        job.update(status -> status.state().equals(JobStatus.VALIDATING) ? status.in(JobStatus.QUEUED) : status);
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

    private void train() throws IOException, InterruptedException {
        while (!isTrained() && rest() && slots.acquire(this::isStopping)) {
            boolean goesOn;
            try {
                goesOn = attempt();
            } finally {
                slots.release();
            }
            if (!goesOn) {
                return;
            }
        }
        if (isTrained()) {
            succeed();
        } else if (isCancelled()) {
            cancelledAfter(job.lastStep());
        }
    }

    private boolean isStopping() {
        return closing.getAsBoolean() || isCancelled();
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Waits while the job is paused; false when it shall not go on. */
    private synchronized boolean rest() throws InterruptedException {
        while (paused && !isStopping()) {
            if (!job.status().state().equals(JobStatus.PAUSED)) {
                job.update(status -> status.resting(JobStatus.PAUSED, names.now()));
                say("info", "The job has been paused");
            }
            wait();
        }
        if (isStopping()) {
            return false;
        }
        if (List.of(JobStatus.PAUSING, JobStatus.PAUSED).contains(job.status().state())) {
            job.update(status -> status.resting(JobStatus.QUEUED, names.now()));
            say("info", "The job has been resumed");
        }
        return true;
    }

    /** Trains until something ends it; true when it shall be tried again from its last checkpoint. */
    private boolean attempt() throws IOException, InterruptedException {
        int stepsBefore = job.lastStep();
        Engine.Training begun = begin();
        if (begun == null) {
            return true;
        }
        switch (begun.await()) {
            case Engine.Outcome.Succeeded _ -> succeed();
            case Engine.Outcome.Cancelled cancel -> {
                return afterCancel(cancel.steps());
            }
            case Engine.Outcome.Failed failed -> fail(failed.code(), failed.message(), null);
            case Engine.Outcome.Interrupted interrupted -> {
                fruitless = job.lastStep() > stepsBefore ? 1 : fruitless + 1;
                if (!closing.getAsBoolean() && fruitless < FRUITLESS_ATTEMPTS_MAX) {
                    say("warn", "Interrupted and resumed: " + interrupted.reason());
                    return true;
                }
                if (!closing.getAsBoolean()) {
                    fail("server_error", interrupted.reason(), null);
                }
            }
        }
        return false;
    }

    private synchronized boolean afterCancel(int steps) {
        if (cancelled) {
            cancelledAfter(steps);
            return false;
        }
        if (restarting && fate == JobFate.EXPIRES) {
            fail("job_expired", "The job ran out of the time a job may take.", null);
            return false;
        }
        if (restarting) {
            restarting = false;
            fate = null;
            job.update(status -> status.resting(JobStatus.QUEUED, names.now()));
            say("warn", "The job was put off its machines and is queued again");
        }
        return true;
    }

    /** A kill may come between the last checkpoint and the news of success. */
    private boolean isTrained() {
        JobStatus status = job.status();
        Engine.Plan plan = status.plan();
        return plan != null && !status.checkpoints().isEmpty()
                && status.checkpoints().getLast().step() == plan.totalSteps();
    }

    private synchronized Engine.@Nullable Training begin() {
        if (cancelled || paused) {
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
            job.update(status -> status.state().equals(JobStatus.QUEUED) ? status.running(plan, names.now()) : status);
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
        if (step < plan.totalSteps() && (fate == JobFate.RESTARTS || fate == JobFate.EXPIRES)) {
            putOff();
        }
    }

    private synchronized void putOff() {
        if (training != null && !restarting) {
            restarting = true;
            training.cancel();
        }
    }

    private String resultName() {
        String suffix = job.spec().suffix();
        String id = job.spec().id();
        String end = id.substring(id.length() - 8);
        if (world.vendor().flavour() == Vendor.Flavour.AZURE) {
            return job.spec().start().base() + ".ft-" + end + (suffix == null ? "" : "-" + suffix);
        }
        return "ft:" + job.spec().start().base() + ":" + world.organization() + ":" + (suffix == null ? "" : suffix)
                + ":" + end;
    }

    private void succeed() throws IOException {
        String results = names.next("file");
        world.files().addResult(results, "step_metrics.csv", metrics(), names.now());
        say("info", "New fine-tuned model created");
        job.update(status -> {
            Engine.Plan plan = status.plan();
            if (plan == null || status.checkpoints().isEmpty()) {
                throw new IllegalStateException("The engine reports success without a plan or a checkpoint");
            }
            return status.leaving(results).succeeded(status.checkpoints().getLast().model(), plan.trainedTokens(),
                    names.now());
        });
        say("info", "The job has successfully completed");
        ended();
        if (fate == JobFate.REFUNDED) {
            world.books().refund(job, Instant.ofEpochSecond(names.now()));
        }
    }

    private String metrics() {
        StringBuilder csv = new StringBuilder("step,train_loss\n");
        for (ObjectNode event : job.events()) {
            if (event.path("data").path("train_loss").isNumber()) {
                csv.append(event.path("data").path("step")).append(',').append(
                        event.path("data").path("train_loss")).append('\n');
            }
        }
        return csv.toString();
    }

    private void cancelledAfter(int steps) {
        Engine.Plan plan = job.status().plan();
        long tokens = plan == null ? 0 : Math.multiplyExact(plan.trainedTokens(), (long) steps) / plan.totalSteps();
        job.update(status -> status.cancelled(tokens, names.now()));
        say("info", "The job has been cancelled");
        ended();
    }

    private void fail(String code, String message, @Nullable String param) {
        job.update(status -> status.failed(new JobStatus.Failure(code, message, param), names.now()));
        say("error", message);
        ended();
    }

    private void ended() {
        world.books().bill(job, Instant.ofEpochSecond(names.now()));
        world.hooks().jobEnded(job.spec().id(), job.status().state());
    }

    private void say(String level, String message) {
        job.addEvent(names.next("ftevent"), names.now(), level, "message", message, Json.object());
    }
}
