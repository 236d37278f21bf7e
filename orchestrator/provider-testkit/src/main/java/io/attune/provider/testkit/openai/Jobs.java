package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.attune.provider.testkit.JobFate;
import org.jspecify.annotations.Nullable;

/** All jobs there ever were, and those under way. Thread-safe. */
final class Jobs implements AutoCloseable {
    private static final Comparator<Job> NEWEST_FIRST = Comparator.<Job>comparingLong(
            job -> job.spec().sequence()).reversed();

    private final Path folder;
    private final World world;
    private final FileStore files;
    private final Engine engine;
    private final Names names;
    private final Slots slots;
    private final ConcurrentHashMap<String, JobFate> fates = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<JobFate> nextFates = new ConcurrentLinkedQueue<>();
    private final ConcurrentHashMap<String, Job> jobs = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, JobRun> runs = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private long lastSequence;
    private volatile boolean closing;

    Jobs(Path folder, World world) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.world = world;
        this.files = world.files();
        this.engine = world.engine();
        this.names = world.names();
        slots = new Slots(world.vendor().limits().runningJobs());
        try (Stream<Path> found = Files.list(folder)) {
            for (Path path : found.filter(Job::exists).toList()) {
                Job job = Job.load(path);
                jobs.put(job.spec().id(), job);
                lastSequence = Math.max(lastSequence, job.spec().sequence());
            }
        }
    }

    /** Decides what becomes of the next job that is created. */
    void next(JobFate fate) {
        nextFates.add(fate);
    }

    /** Goes on with what a stop or a kill interrupted. */
    void goOn() {
        newestFirst().stream().filter(job -> job.status().isTerminal()).forEach(
                job -> world.books().bill(job, Instant.ofEpochSecond(names.now())));
        newestFirst().reversed().stream().filter(job -> !job.status().isTerminal()).forEach(this::run);
    }

    /** Creates a job, durably, and starts it. */
    synchronized Job create(JobRequest request, Engine.Model start) throws IOException {
        long unfinished = jobs.values().stream().filter(job -> !job.status().isTerminal()).count();
        if (unfinished >= world.vendor().limits().unfinishedJobs()) {
            throw ApiError.of(429, "requests", "rate_limit_exceeded",
                    "There are " + unfinished + " jobs already that have not ended.");
        }
        requireFile(request.trainingFile(), "training_file");
        String validationFile = request.validationFile();
        if (validationFile != null) {
            requireFile(validationFile, "validation_file");
        }
        Integer seed = request.seed();
        JobSpec spec = new JobSpec(names.next("ftjob"), ++lastSequence, names.now(), request.model(), start,
                request.trainingFile(), validationFile, request.suffix(), request.metadata(),
                seed == null ? names.nextSeed() : seed, request.epochs(), request.batchSize(),
                request.learningRateMultiplier(), request.method(), request.methodDetails(), request.trainingType());
        JobFate fate = nextFates.poll();
        if (fate != null) {
            fates.put(spec.id(), fate);
        }
        Path home = Files.createDirectories(folder.resolve(spec.id()));
        // copies, so that a client may delete its files as soon as the job is created
        files.copyUnmarked(request.trainingFile(), home.resolve("training.jsonl"));
        if (validationFile != null) {
            files.copyUnmarked(validationFile, home.resolve("validation.jsonl"));
        }
        Job job = Job.create(home, spec);
        job.addEvent(names.next("ftevent"), names.now(), "info", "message",
                "Created fine-tuning job: " + spec.id(), Json.object());
        jobs.put(spec.id(), job);
        run(job);
        return job;
    }

    private void requireFile(String id, String param) {
        if (files.find(id) == null) {
            throw ApiError.invalid(param, "invalid_file", param + ": there is no file '" + id + "'.");
        }
    }

    private void run(Job job) {
        JobRun run = new JobRun(job, world, fates.get(job.spec().id()), slots, () -> closing);
        runs.put(job.spec().id(), run);
        threads.execute(() -> {
            run.toTheEnd();
            runs.remove(job.spec().id());
        });
    }

    /** Finds a job or refuses with 404. */
    Job get(String id) {
        Job job = jobs.get(id);
        if (job == null || isForgotten(job)) {
            throw ApiError.notFound("fine_tuning_job_id", "fine_tune_not_found",
                    "Could not find fine tune: " + id);
        }
        return job;
    }

    private boolean isForgotten(Job job) {
        return fates.get(job.spec().id()) == JobFate.FORGOTTEN && job.status().isTerminal();
    }

    List<Job> newestFirst() {
        return jobs.values().stream().filter(job -> !isForgotten(job)).sorted(NEWEST_FIRST).toList();
    }

    /** How many jobs carry this pair in their metadata. */
    int count(String key, String value) {
        return (int) jobs.values().stream().filter(job -> value.equals(metadata(job).get(key))).count();
    }

    /** How many jobs there ever were. */
    int count() {
        return jobs.size();
    }

    static Map<String, String> metadata(Job job) {
        return Objects.requireNonNullElse(job.spec().metadata(), Map.of());
    }

    Job cancel(String id) {
        Job job = get(id);
        if (job.status().isTerminal()) {
            throw ApiError.invalid(null, "invalid_state",
                    "Job " + id + " has already ended: " + job.status().state() + ".");
        }
        job.update(JobStatus::cancelling);
        JobRun run = runs.get(id);
        if (run != null) {
            run.cancel();
        }
        return job;
    }

    /** Asks a job to rest after the step it is at. */
    Job pause(String id) {
        Job job = get(id);
        boolean resting = job.status().state().equals(JobStatus.PAUSING) || job.status().state().equals(
                JobStatus.PAUSED);
        if (!job.status().isPausable() && !resting) {
            throw ApiError.invalid(null, "invalid_state",
                    "Job " + id + " cannot be paused: it is " + job.status().state() + ".");
        }
        JobRun run = runs.get(id);
        if (run != null && !resting) {
            job.update(status -> status.isPausable() ? status.in(JobStatus.PAUSING) : status);
            run.pause();
        }
        return job;
    }

    /** Asks a resting job to go on. */
    Job resume(String id) {
        Job job = get(id);
        if (!List.of(JobStatus.PAUSING, JobStatus.PAUSED).contains(job.status().state())) {
            throw ApiError.invalid(null, "invalid_state",
                    "Job " + id + " cannot be resumed: it is " + job.status().state() + ".");
        }
        JobRun run = runs.get(id);
        if (run != null) {
            run.resume();
        }
        return job;
    }

    /** Deletes an ended job from the lists; its bill stays. */
    void delete(String id) {
        Job job = get(id);
        if (!job.status().isTerminal()) {
            throw ApiError.of(409, "invalid_request_error", "job_running", "Job " + id + " has not ended.");
        }
        fates.put(id, JobFate.FORGOTTEN);
    }

    /** The checkpoint or result a client means by a model's name, or null. */
    @Nullable
    Tuned tuned(String model) {
        for (Job job : jobs.values()) {
            for (JobStatus.Kept kept : job.status().checkpoints()) {
                if (kept.model().equals(model)) {
                    return new Tuned(job, kept);
                }
            }
        }
        return null;
    }

    /** A tuned model and the job that made it. */
    record Tuned(Job job, JobStatus.Kept kept) {
        Engine.Model model() {
            return new Engine.Model(job.spec().start().base(), kept.weights());
        }
    }

    /** Deletes a tuned model for good. */
    void delete(Tuned tuned) {
        tuned.job().forget(List.of(tuned.kept()));
        engine.discard(tuned.kept().weights());
    }

    /** Leaves the jobs under way to the next start. */
    void stop() {
        closing = true;
        runs.values().forEach(JobRun::wake);
        slots.wake();
    }

    /** Returns when nothing is written any more: {@link #stop()} came before, and the engine was closed. */
    @Override
    public void close() {
        threads.close();
    }
}
