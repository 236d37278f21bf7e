package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.adapter.command.CommandSettings.ServingSettings;
import io.attune.provider.ArtifactFetch;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.Deploys;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.Hyperparameters;
import io.attune.provider.MetricPoint;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainerChoice;
import io.attune.provider.TrainerLimits;
import io.attune.provider.TrainingCheckpoint;
import io.attune.provider.TrainingFile;
import io.attune.provider.TrainingMethod;
import io.attune.provider.TrainingProgress;
import io.attune.provider.UsageMetering;
import org.jspecify.annotations.Nullable;

/** One place where trainers of one's own are started. Thread-safe. */
final class CommandProvider
        implements
            FineTuneProvider,
            FileUpload,
            TrainingProgress,
            ArtifactFetch,
            UsageMetering,
            TrainerLimits {
    /** Far above what a network file system's cache of names keeps: NFS, a minute. */
    private static final Duration VISIBILITY_DELAY = Duration.ofSeconds(90);

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    private final CommandSettings settings;
    private final Folder folder;
    private final Submit submit;
    private final Artifacts artifacts;
    private final JobStates states;
    private final InstantSource clock;
    private final @Nullable Serving serving;
    private final @Nullable KubernetesJobs kubernetes;

    CommandProvider(CommandSettings settings, SharedConnections shared, HttpClient http, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        folder = new Folder(settings, shared, clock);
        submit = new Submit(folder, clock);
        artifacts = new Artifacts(folder);
        states = new JobStates(settings.place().words());
        CommandSettings.Kubernetes cluster = settings.kubernetes();
        kubernetes = cluster == null ? null : new KubernetesJobs(settings, cluster, http, clock);
        ServingSettings server = settings.serving();
        serving = server == null ? null : new Serving(settings, server, http);
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        return submit.once(request, answer -> accepted(request, answer));
    }

    @Override
    public Optional<String> refusal(ProviderModelId baseModel, TrainingMethod method, Hyperparameters hyperparameters,
            TrainerChoice trainer) {
        return submit.refusal(new SubmitRequest(new RunKey("asked"), baseModel, new ProviderFileId("asked"), null,
                method,
                hyperparameters, "asked", Map.of(), clock.instant(), trainer));
    }

    /** Here the job runs already; in Kubernetes it was claimed, and its Job is created now. */
    private SubmitOutcome accepted(SubmitRequest request, Answer answer) {
        JobFacts facts = facts("starting a job", answer);
        if (kubernetes != null) {
            SubmitOutcome problem = kubernetes.create(settings.forJob(request.trainer()), request.key().value(),
                    request.sendBefore());
            if (problem != null) {
                return problem;
            }
            facts = facts.endedAt() == null ? facts.withWord("Pending") : facts;
        }
        return states.job(facts).<SubmitOutcome>map(SubmitOutcome.Accepted::new).orElseGet(
                () -> new SubmitOutcome.InDoubt("The job was claimed and has not begun"));
    }

    @Override
    public List<ProviderJob> findByRunKey(RunKey key) {
        return look("looking for a run key", "find", key.value()).stream().toList();
    }

    @Override
    public Duration visibilityDelay() {
        return VISIBILITY_DELAY;
    }

    @Override
    public Optional<ProviderJob> poll(ProviderJobId job) {
        return isKey(job) ? look("reading a job", "poll", job.value()) : Optional.empty();
    }

    private Optional<ProviderJob> look(String operation, String verb, String key) {
        KubernetesJobs jobs = kubernetes;
        if (jobs == null) {
            return folder.ask(operation, verb, key, settings.launcher().verb()).flatMap(
                    answer -> states.job(facts(operation, answer)));
        }
        // asked first: what the folder says later may be an end, never a beginning that was missed
        Optional<String> listed = verb.equals("find") ? jobs.find(key) : Optional.empty();
        Optional<Answer> answer = folder.ask(operation, verb, key, settings.launcher().verb());
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        JobFacts facts = facts(operation, answer.get());
        if (facts.endedAt() == null) {
            // lists lag: what has begun is asked for by its name before it counts as gone
            boolean byName = listed.isEmpty() && (verb.equals("poll") || facts.begunAt() != null);
            facts = facts.withWord((byName ? jobs.word(key) : listed).orElse("gone"));
            if (facts.begunAt() == null && facts.word().startsWith("Fail")) {
                facts = facts.withFailure(jobs.whyPodFailed(key));
            }
        }
        return states.job(facts);
    }

    private JobFacts facts(String operation, Answer answer) {
        try {
            return JobFacts.read(answer);
        } catch (JobFacts.Malformed e) {
            throw Failures.malformed(settings, operation, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void cancel(ProviderJobId job) {
        String operation = "cancelling a job";
        if (!isKey(job) || folder.ask(operation, "cancel", job.value(), settings.launcher().verb()).isEmpty()) {
            throw new ProviderException(ProviderException.REFUSED,
                    "Connection '" + settings.connection().name() + "' has no job '" + job + "'", "");
        }
        if (kubernetes != null) {
            boolean ended = folder.ask(operation, "poll", job.value(), settings.launcher().verb()).map(
                    answer -> facts(operation, answer).endedAt() != null).orElse(false);
            if (!ended) {
                kubernetes.delete(job.value());
            }
        }
    }

    @Override
    public ChatAnswer chat(ChatRequest request) {
        Serving server = server();
        boolean tuned = settings.weights(request.model().value()).isEmpty() && Serving.runKey(
                request.model()).flatMap(key -> look("looking for a model", "poll", key)).isPresent();
        return server.answer(request, tuned);
    }

    private Serving server() {
        if (serving == null) {
            throw new ProviderException(ProviderException.REFUSED,
                    "Connection '" + settings.connection().name() + "' serves no models",
                    "Set its option serving-url to an OpenAI-compatible server.");
        }
        return serving;
    }

    @Override
    public ProviderFileId upload(TrainingFile file) {
        try {
            Examples.check(file.name(), file.content());
            folder.put(file.name(), file.digest(), file.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProviderFileId(file.name());
    }

    @Override
    public Optional<ProviderFileId> find(TrainingFile file) {
        return folder.ask("looking for a file", "have", file.digest().hex()).map(
                answer -> new ProviderFileId(answer.fact("file")));
    }

    @Override
    public void deleteFile(ProviderFileId file) {
        if (FileNames.isFile(file)) {
            folder.ask("deleting a file", "remove", file.value());
        }
    }

    @Override
    public List<MetricPoint> metrics(ProviderJobId job, int afterStep) {
        return isKey(job)
                ? Metrics.read(folder.lines("reading metrics", "metrics", job.value(), "metrics.jsonl"), afterStep)
                : List.of();
    }

    @Override
    public List<TrainingCheckpoint> checkpoints(ProviderJobId job) {
        List<TrainingCheckpoint> found = new ArrayList<>();
        if (isKey(job)) {
            folder.ask("reading checkpoints", "checkpoints", job.value()).ifPresent(answer -> {
                for (String step : answer.all("checkpoint")) {
                    if (step.matches("\\d{1,9}")) {
                        int number = Integer.parseInt(step);
                        found.add(new TrainingCheckpoint("checkpoint-" + step, number, Serving.checkpoint(job.value(),
                                number)));
                    }
                }
            });
        }
        found.sort(Comparator.comparingInt(TrainingCheckpoint::step));
        return found;
    }

    @Override
    public List<Artifact> fetch(ProviderJobId job, Path target) throws IOException {
        if (!isKey(job)) {
            throw new ProviderException(ProviderException.REFUSED, "There is no job '" + job + "'", "");
        }
        return artifacts.fetch(job.value(), target);
    }

    /** Hours that the trainer held its GPUs; waiting in a queue is not counted. */
    @Override
    public Optional<Usage> usage(ProviderJobId job) {
        String operation = "reading a job's use";
        if (!isKey(job)) {
            return Optional.empty();
        }
        return folder.ask(operation, "poll", job.value(), settings.launcher().verb()).map(answer -> {
            JobFacts facts = facts(operation, answer);
            BigDecimal seconds = BigDecimal.valueOf(facts.held(clock.instant()).toSeconds());
            return new Usage(seconds.multiply(BigDecimal.valueOf(Math.max(1, facts.gpus()))).divide(SECONDS_PER_HOUR,
                    6, RoundingMode.CEILING), facts.gpus() == 0 ? "hours" : "gpu-hours", facts.begunAt(),
                    facts.endedAt());
        });
    }

    /** A job is stopped at its deadline, whatever it does. */
    @Override
    public Optional<Bound> atMost(@Nullable TrainerChoice trainer) {
        Integer wanted = trainer == null ? null : trainer.gpus();
        Duration until = trainer == null ? null : trainer.deadline();
        int gpus = wanted == null ? settings.gpus() : wanted;
        BigDecimal seconds = BigDecimal.valueOf((until == null ? settings.deadline() : until).toSeconds());
        return Optional.of(new Bound(seconds.multiply(BigDecimal.valueOf(Math.max(1, gpus))).divide(SECONDS_PER_HOUR,
                6, RoundingMode.CEILING), gpus == 0 ? "hours" : "gpu-hours", gpus));
    }

    /** Jobs have the names of their run keys; nothing else becomes part of a path. */
    private static boolean isKey(ProviderJobId job) {
        return job.value().matches("[A-Za-z0-9_-]{1,64}");
    }

    /** The server's models are an ability only where a server is configured. */
    @Override
    public <A> Optional<A> ability(Class<A> ability) {
        if (ability == Deploys.class) {
            return serving == null ? Optional.empty() : Optional.of(ability.cast(new ServedModels(serving)));
        }
        return FineTuneProvider.super.ability(ability);
    }

    /** Leaves the credential out. */
    @Override
    public String toString() {
        return settings.connection().toString();
    }
}
