package io.attune.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import io.attune.kernel.PlatformException;
import io.attune.provider.testkit.openai.EngineException;
import io.attune.provider.testkit.openai.OpenAiServer;
import io.attune.provider.testkit.openai.OpenAiServer.Document;
import io.attune.sandbox.Arguments.Service;
import io.attune.sandbox.FolderLock.Member;
import io.attune.sandbox.engine.TrainerEngine;
import io.attune.sandbox.files.OwnerOnly;
import io.attune.sandbox.objects.Bucket;
import io.attune.sandbox.objects.S3Server;
import io.attune.sandbox.postgres.PostgresServer;
import io.attune.sandbox.trainer.BaseModel;
import io.attune.sandbox.trainer.BaseProgress;
import io.attune.sandbox.trainer.Trainer;
import io.attune.sandbox.trainer.TrainerConfig;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Everything that runs in one data folder. Starts in the constructor's order and stops in the reverse. */
final class Sandbox implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final System.Logger LOG = System.getLogger(Sandbox.class.getName());
    private static final String BUCKET = "attune";
    private static final String PROVIDER_BUCKET = "attune-provider";
    private static final long UPLOAD_BYTES_MAX = 512L << 20;

    private final Path data;
    private final ProgressLines progress;
    private final FolderLock lock;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Member> members = new ArrayList<>();
    private @Nullable SandboxFile published;
    private boolean closed;

    private Sandbox(Arguments arguments, InstantSource clock, ProgressLines progress) throws IOException {
        data = arguments.data();
        this.progress = progress;
        lock = FolderLock.take(data);
        running.push(lock);
        try {
            publish(start(arguments, clock));
            progress.tell("ready", 1, 1, data.resolve("sandbox.json").toString());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything and returns when PostgreSQL, S3 and the provider answer; the base model may take longer.
     *
     * @throws PlatformException when something does not start; what had started is stopped again
     */
    static Sandbox start(Arguments arguments, InstantSource clock, ProgressLines progress) throws IOException {
        return new Sandbox(arguments, clock, progress);
    }

    private SandboxFile start(Arguments arguments, InstantSource clock) throws IOException {
        Files.deleteIfExists(data.resolve("sandbox.json"));
        lock.stopLeftovers();
        Path logs = Files.createDirectories(data.resolve("log"));
        SecureRandom random = new SecureRandom();
        Secrets secrets = Secrets.of(data.resolve("sandbox-secrets.json"), random);
        PostgresServer.stopLeftover(data.resolve("postgres-programs"), data.resolve("postgres"));
        Map<Service, Integer> ports = Ports.settle(data.resolve("sandbox-ports.json"), arguments.ports());
        join("sandbox", ProcessHandle.current());

        progress.tell("postgres", 0, 1, "");
        PostgresServer postgres = PostgresServer.start(new PostgresServer.Settings(data.resolve("postgres-programs"),
                data.resolve("postgres"), port(ports, Service.POSTGRES), secrets.postgresPassword(),
                logs.resolve("postgres.log")), clock, this::onPostgresStart);
        running.push(postgres);
        progress.tell("postgres", 1, 1, "");

        S3Server s3 = S3Server.start(data.resolve("s3"), port(ports, Service.S3),
                new S3Server.Keys(secrets.s3AccessKey(), secrets.s3SecretKey()));
        running.push(s3);
        s3.bucket(BUCKET);
        Bucket weights = s3.bucket(PROVIDER_BUCKET);
        progress.tell("s3", 1, 1, "");

        Trainer trainer = Trainer.create(TrainerConfig.of(data.resolve("trainer"), arguments.size()));
        running.push(trainer);
        TrainerEngine engine = new TrainerEngine(trainer, weights, data.resolve("trainer").resolve("weights"), random,
                this::onBaseProgress);
        Map<String, Object> tariff = tariff();
        OpenAiServer provider = OpenAiServer.open(new OpenAiServer.Settings(data.resolve("provider"),
                port(ports, Service.PROVIDER), secrets.providerApiKey(), "attune", UPLOAD_BYTES_MAX,
                Map.of("/v1/tariff", () -> json(JSON.writeValueAsBytes(tariff)),
                        "/v1/models/" + TrainerEngine.BASE_MODEL + "/tokenizer.json", tokenizer(engine)),
                clock, random), engine);
        running.push(provider);
        progress.tell("provider", 1, 1, "");
        engine.ready().exceptionally(failure -> {
            tellFailure(failure);
            return null;
        });

        return new SandboxFile(1, UUID.randomUUID().toString(), ProcessHandle.current().pid(), clock.instant(),
                data.toString(),
                new SandboxFile.Postgres(postgres.process().pid(), postgres.port(), postgres.jdbcUrl(),
                        postgres.user(), secrets.postgresPassword()),
                new SandboxFile.S3(s3.endpoint().toString(), BUCKET, "us-east-1", secrets.s3AccessKey(),
                        secrets.s3SecretKey()),
                new SandboxFile.Provider("openai", provider.baseUrl().toString(), secrets.providerApiKey(),
                        TrainerEngine.BASE_MODEL, tariff),
                null);
    }

    private static int port(Map<Service, Integer> ports, Service service) {
        return Objects.requireNonNull(ports.get(service));
    }

    private static Document json(byte[] content) {
        return new Document("application/json", content);
    }

    private static Map<String, Object> tariff() throws IOException {
        try (InputStream tariff = Objects.requireNonNull(Sandbox.class.getResourceAsStream("demo-tariff.json"))) {
            return JSON.readValue(tariff.readAllBytes(), new TypeReference<Map<String, Object>>() {
            });
        }
    }

    private static Supplier<Document> tokenizer(TrainerEngine engine) {
        return () -> {
            BaseModel model = engine.ready().getNow(null);
            if (model == null) {
                throw new EngineException(EngineException.Kind.UNAVAILABLE, "model_preparing",
                        "The base model is being prepared.");
            }
            try {
                return json(Files.readAllBytes(model.tokenizer()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private void tellFailure(Throwable failure) {
        boolean stopping;
        synchronized (this) {
            stopping = closed;
        }
        if (!stopping) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            progress.tell("base-model", 0, 0, "failed: " + cause.getMessage());
        }
    }

    /** Once at the start, and again whenever the server had to be replaced. */
    private synchronized void onPostgresStart(ProcessHandle process) {
        try {
            join("postgres", process);
            SandboxFile now = published;
            if (now != null) {
                publish(now.withPostgres(process.pid()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void onBaseProgress(BaseProgress seen) {
        progress.tell(seen);
        adoptTrainer();
    }

    /** The trainer's process is the child that is a Java like this one; it is there when the first progress comes. */
    private synchronized void adoptTrainer() {
        Optional<String> java = ProcessHandle.current().info().command();
        ProcessHandle.current().children().filter(child -> !isMember(child.pid()) && child.info().command().equals(
                java)).findFirst().ifPresent(child -> {
                    try {
                        join("trainer", child);
                        SandboxFile now = published;
                        if (now != null) {
                            publish(now);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private synchronized boolean isMember(long pid) {
        return members.stream().anyMatch(member -> member.pid() == pid);
    }

    private synchronized void join(String role, ProcessHandle process) throws IOException {
        if (!closed) {
            members.removeIf(member -> member.role().equals(role));
            members.add(Member.of(role, process));
            lock.members(members);
        }
    }

    private synchronized void publish(SandboxFile file) throws IOException {
        if (!closed) {
            published = members.stream().filter(member -> member.role().equals("trainer")).findFirst().map(
                    member -> file.withTrainer(member.pid())).orElse(file);
            OwnerOnly.write(data.resolve("sandbox.json"), JSON.writeValueAsString(published));
        }
    }

    /** Stops everything, the last started first, and removes {@code sandbox.json}. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List<Exception> failures = new ArrayList<>();
        try {
            Files.deleteIfExists(data.resolve("sandbox.json"));
        } catch (IOException e) {
            failures.add(e);
        }
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        failures.forEach(failure -> LOG.log(System.Logger.Level.WARNING, "Stopping met a failure", failure));
    }
}
