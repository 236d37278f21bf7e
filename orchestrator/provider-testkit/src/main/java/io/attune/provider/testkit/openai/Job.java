package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A job with its events, in a folder of its own: {@code spec.json}, {@code status.json}, {@code events.jsonl}. Thread-safe. */
final class Job {
    private final Path folder;
    private final JobSpec spec;
    private final List<ObjectNode> events;
    private JobStatus status;
    private int lastStep;

    private Job(Path folder, JobSpec spec, JobStatus status, List<ObjectNode> events) {
        this.folder = folder;
        this.spec = spec;
        this.status = status;
        this.events = events;
        events.forEach(event -> lastStep = Math.max(lastStep, event.path("data").path("step").asInt(0)));
    }

    /** Writes a new job. It exists when its spec is there, which is written last. */
    static Job create(Path folder, JobSpec spec) throws IOException {
        Files.createDirectories(folder);
        Json.write(folder.resolve("status.json"), JobStatus.NEW);
        Json.write(folder.resolve("spec.json"), spec);
        return new Job(folder, spec, JobStatus.NEW, new ArrayList<>());
    }

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve("spec.json"));
    }

    static Job load(Path folder) throws IOException {
        return new Job(folder, Json.read(folder.resolve("spec.json"), JobSpec.class),
                Json.read(folder.resolve("status.json"), JobStatus.class), loadEvents(folder.resolve("events.jsonl")));
    }

    /** A kill may have left half a line at the end; it is cut off. */
    private static List<ObjectNode> loadEvents(Path file) throws IOException {
        List<ObjectNode> events = new ArrayList<>();
        if (!Files.exists(file)) {
            return events;
        }
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                events.add((ObjectNode) Json.MAPPER.readTree(bytes, start, i - start));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(start);
            }
        }
        return events;
    }

    JobSpec spec() {
        return spec;
    }

    synchronized JobStatus status() {
        return status;
    }

    /** Changes the status, durably; a job that has ended stays as it is. */
    synchronized JobStatus update(UnaryOperator<JobStatus> change) {
        if (!status.isTerminal()) {
            set(change.apply(status));
        }
        return status;
    }

    /** Forgets checkpoints whose weights are gone, also after the end. */
    synchronized void forget(List<JobStatus.Kept> gone) {
        set(status.keeping(status.checkpoints().stream().filter(kept -> !gone.contains(kept)).toList()));
    }

    private void set(JobStatus changed) {
        try {
            Json.write(folder.resolve("status.json"), changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        status = changed;
    }

    /** Appends an event. */
    synchronized void addEvent(String id, long at, String level, String type, String message, ObjectNode data) {
        ObjectNode event = Json.object();
        event.put("object", "fine_tuning.job.event");
        event.put("id", id);
        event.put("created_at", at);
        event.put("level", level);
        event.put("message", message);
        event.put("type", type);
        event.set("data", data);
        try {
            Files.write(folder.resolve("events.jsonl"), (event + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        events.add(event);
        lastStep = Math.max(lastStep, data.path("step").asInt(0));
    }

    /** Oldest first. */
    synchronized List<ObjectNode> events() {
        return List.copyOf(events);
    }

    /** The last step an event told of, 0 for none. */
    synchronized int lastStep() {
        return lastStep;
    }

    Path trainingCopy() {
        return folder.resolve("training.jsonl");
    }

    Path validationCopy() {
        return folder.resolve("validation.jsonl");
    }

    /** As clients see it. */
    ObjectNode toJson(String organization) {
        JobStatus now = status();
        ObjectNode job = Json.object();
        job.put("object", "fine_tuning.job");
        job.put("id", spec.id());
        job.put("model", spec.model());
        job.put("created_at", spec.createdAt());
        job.put("finished_at", now.finishedAt());
        job.put("fine_tuned_model", now.tunedModel());
        job.put("organization_id", organization);
        String resultFile = now.resultFile();
        job.set("result_files", resultFile == null ? Json.array() : Json.array().add(resultFile));
        job.put("status", now.state());
        job.put("validation_file", spec.validationFile());
        job.put("training_file", spec.trainingFile());
        job.put("trained_tokens", now.trainedTokens());
        job.put("seed", spec.seed());
        job.put("user_provided_suffix", spec.suffix());
        job.putNull("estimated_finish");
        job.set("integrations", Json.array());
        job.set("hyperparameters", hyperparameters(now));
        job.set("method", Methods.toJson(spec, hyperparameters(now)));
        if (spec.trainingType() != null) {
            job.put("trainingType", spec.trainingType());
        }
        job.set("metadata", spec.metadata() == null ? Json.MAPPER.nullNode() : Json.tree(spec.metadata()));
        JobStatus.Failure failure = now.failure();
        job.set("error", failure == null ? Json.MAPPER.nullNode() : Json.tree(failure));
        return job;
    }

    private ObjectNode hyperparameters(JobStatus now) {
        Engine.Plan plan = now.plan();
        ObjectNode chosen = Json.object();
        put(chosen, "n_epochs", plan == null ? spec.epochs() : Integer.valueOf(plan.epochs()));
        put(chosen, "batch_size", plan == null ? spec.batchSize() : Integer.valueOf(plan.batchSize()));
        put(chosen, "learning_rate_multiplier",
                plan == null ? spec.learningRateMultiplier() : Double.valueOf(plan.learningRateMultiplier()));
        return chosen;
    }

    private static void put(ObjectNode target, String name, @Nullable Object value) {
        target.set(name, Json.tree(value == null ? "auto" : value));
    }

    ArrayNode checkpointsJson() {
        ArrayNode list = Json.array();
        for (JobStatus.Kept kept : status().checkpoints().reversed()) {
            ObjectNode checkpoint = Json.object();
            checkpoint.put("object", "fine_tuning.job.checkpoint");
            checkpoint.put("id", kept.id());
            checkpoint.put("created_at", kept.createdAt());
            checkpoint.put("fine_tuned_model_checkpoint", kept.model());
            checkpoint.put("fine_tuning_job_id", spec.id());
            checkpoint.put("step_number", kept.step());
            ObjectNode metrics = Json.object();
            metrics.put("step", kept.step());
            kept.metrics().forEach(metrics::put);
            checkpoint.set("metrics", metrics);
            list.add(checkpoint);
        }
        return list;
    }
}
