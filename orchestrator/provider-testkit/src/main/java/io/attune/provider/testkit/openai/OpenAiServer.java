package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Billed;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Faults;
import io.attune.provider.testkit.Operation;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server of the OpenAI dialect on the loopback interface. It begins to listen when it is opened and resumes the
 * jobs its folder holds. Thread-safe.
 */
public final class OpenAiServer implements AutoCloseable {
    static {
        // answers are written in two pieces; without this each waits for the acknowledgement of the first
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final Settings settings;
    private final Faults faults = new Faults();
    private final Map<Operation, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Engine engine;
    private final Jobs jobs;
    private final World world;
    private final RateLimit rateLimit;
    private final FilesApi filesApi;
    private final UploadsApi uploadsApi;
    private final AccountApi accountApi;
    private final DeploymentsApi deploymentsApi;
    private final JobsApi jobsApi;
    private final ModelsApi modelsApi;
    private final ChatApi chatApi;
    private final HttpServer http;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * How a server works.
     *
     * @param folder where it keeps everything; created if absent
     * @param port where it listens, 0 for any free port
     * @param apiKey what clients send as bearer token
     * @param organization shows in the names of tuned models
     * @param fileBytesMax the largest upload
     * @param documents further JSON or other documents served to GET requests, by path such as {@code /v1/tariff}
     * @param clock for the times it reports
     * @param random for identifiers and seeds
     * @param vendor which vendor it plays
     */
    public record Settings(Path folder, int port, String apiKey, String organization, long fileBytesMax,
            Map<String, Supplier<Document>> documents, InstantSource clock, RandomGenerator random, Vendor vendor) {

        /** A server of OpenAI's own flavour, without charges or limits. */
        public Settings(Path folder, int port, String apiKey, String organization, long fileBytesMax,
                Map<String, Supplier<Document>> documents, InstantSource clock, RandomGenerator random) {
            this(folder, port, apiKey, organization, fileBytesMax, documents, clock, random,
                    Vendor.of(Vendor.Flavour.OPENAI));
        }

        /** A server on any free port with the vendor's size limit of 512 MB. */
        public static Settings of(Path folder, String apiKey, InstantSource clock) {
            return new Settings(folder, 0, apiKey, "attune", 512L << 20, Map.of(), clock, new SecureRandom());
        }

        /** The same, playing another vendor. */
        public Settings playing(Vendor other) {
            return new Settings(folder, port, apiKey, organization, fileBytesMax, documents, clock, random, other);
        }

        /** Leaves the key out. */
        @Override
        public String toString() {
            return "OpenAiServer on port " + port + " with folder " + folder;
        }
    }

    /** A document of any kind. */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    public record Document(String contentType, byte[] content) {}

    private OpenAiServer(Settings settings, Engine engine) throws IOException {
        this.settings = settings;
        this.engine = engine;
        Names names = new Names(settings.clock(), settings.random());
        FileStore files = new FileStore(settings.folder().resolve("files"));
        world = new World(settings.vendor(), settings.organization(), names, faults, files,
                new Books(settings.folder().resolve("billed.jsonl"), settings.vendor().tariff()),
                new Hooks(names, "webhooks of " + settings.apiKey()), engine);
        rateLimit = new RateLimit(settings.vendor().limits().requestsPerMinute(), names);
        jobs = new Jobs(settings.folder().resolve("jobs"), world);
        filesApi = new FilesApi(world, settings.fileBytesMax());
        uploadsApi = new UploadsApi(world);
        accountApi = new AccountApi(world);
        modelsApi = new ModelsApi(world, jobs);
        deploymentsApi = new DeploymentsApi(world, modelsApi);
        jobsApi = new JobsApi(world, jobs, modelsApi);
        chatApi = new ChatApi(engine, this::answering, names);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
        http.setExecutor(executor);
        http.createContext("/", this::handle);
    }

    /**
     * Opens a server. It owns the engine from then on and closes it with itself.
     *
     * @throws UncheckedIOException when the port is taken or the folder cannot be used
     */
    public static OpenAiServer open(Settings settings, Engine engine) {
        try {
            OpenAiServer server = new OpenAiServer(settings, engine);
            server.jobs.goOn();
            server.http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the API begins, such as {@code http://127.0.0.1:4711/v1}. */
    public URI baseUrl() {
        return root().resolve(settings.vendor().flavour() == Vendor.Flavour.AZURE ? "/openai/v1" : "/v1");
    }

    /** Where Azure's resource manager answers. */
    URI root() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** What the costs are read with. */
    public String adminKey() {
        return "admin-" + settings.apiKey();
    }

    /** What Azure's resource manager is asked with. */
    public String managementToken() {
        return "management-" + settings.apiKey();
    }

    /** What a receiver checks the signatures of webhooks with. */
    public String webhookSecret() {
        return world.hooks().secret();
    }

    Hooks hooks() {
        return world.hooks();
    }

    Jobs jobs() {
        return jobs;
    }

    ModelsApi models() {
        return modelsApi;
    }

    /** Every line of its books, oldest first. */
    public List<Billed> billed() {
        return world.books().lines();
    }

    /** What shall go wrong. */
    public Faults faults() {
        return faults;
    }

    /** How many jobs were ever created with this run key in their metadata ({@code run_key}). */
    public int paidJobs(RunKey key) {
        return jobs.count("run_key", key.value());
    }

    /** How many jobs were ever created, whoever asked for them. */
    public int jobCount() {
        return jobs.count();
    }

    /** How many requests for an operation reached this server since it was opened, whatever became of them. */
    public int requests(Operation operation) {
        AtomicInteger count = requests.get(operation);
        return count == null ? 0 : count.get();
    }

    /**
     * How many conversations were answered or scored since this server was opened, and billed for it; a repetition under the
     * same {@code Idempotency-Key} is not billed again.
     */
    public int billedChats() {
        return chatApi.billed();
    }

    /** Stops at once, as a kill would: jobs under way go on when a server is opened on the same folder. */
    @Override
    public void close() {
        jobs.stop();
        http.stop(0);
        executor.shutdownNow();
        executor.close();
        engine.close();
        jobs.close();
        world.hooks().close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Operation operation = Answers.operation(call(exchange));
            requests.computeIfAbsent(operation, o -> new AtomicInteger()).incrementAndGet();
            Fault fault = faults.take(operation);
            switch (fault) {
                case Fault.DropRequest _ -> {
                    return;
                }
                case Fault.Refuse refuse -> {
                    Duration wait = refuse.retryAfter();
                    if (wait != null) {
                        exchange.getResponseHeaders().set("Retry-After", Long.toString(wait.toSeconds()));
                    }
                    Answers.send(exchange, refuse.status(), failure(refuse.status()), null);
                }
                case null, default -> answer(exchange, fault);
            }
        }
    }

    private Call call(HttpExchange exchange) {
        return Call.of(exchange, settings.vendor().flavour());
    }

    private void limit(HttpExchange exchange) {
        long wait = rateLimit.secondsToWait();
        if (wait > 0) {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(wait));
            throw ApiError.of(429, "requests", "rate_limit_exceeded", "Too many requests in this minute.");
        }
    }

    private void answer(HttpExchange exchange, @Nullable Fault fault) throws IOException {
        try {
            Call call = call(exchange);
            authenticate(exchange, call);
            limit(exchange);
            Reply reply = dispatch(call);
            switch (fault) {
                case Fault.LoseAnswer _ -> exchange.close();
                case Fault.FailAfterCommit fail -> Answers.send(exchange, fail.status(), failure(fail.status()), null);
                case Fault.Redirect redirect -> {
                    exchange.getResponseHeaders().set("Location", redirect.location());
                    Answers.send(exchange, 307, failure(307), null);
                }
                case null, default -> Answers.send(exchange, 200, reply, fault);
            }
        } catch (ApiError e) {
            Answers.send(exchange, e.status(), new Reply.Document(e.body()), null);
        } catch (EngineException e) {
            String type = e.kind() == EngineException.Kind.INVALID ? "invalid_request_error" : "server_error";
            ApiError error = ApiError.of(e.kind().status(), type, e.code(), String.valueOf(e.getMessage()));
            Answers.send(exchange, error.status(), new Reply.Document(error.body()), null);
        } catch (RuntimeException e) {
            ApiError error = ApiError.of(500, "server_error", "internal", "The server failed: " + e);
            Answers.send(exchange, error.status(), new Reply.Document(error.body()), null);
        }
    }

    private static Reply failure(int status) {
        String type = status == 429 ? "requests" : status >= 500 ? "server_error" : "invalid_request_error";
        String code = status == 429 ? "rate_limit_exceeded" : null;
        return new Reply.Document(ApiError.of(status, type, code, "Answered with " + status + " on purpose.").body());
    }

    private void authenticate(HttpExchange exchange, Call call) {
        boolean azure = settings.vendor().flavour() == Vendor.Flavour.AZURE;
        String key = azure && DeploymentsApi.isFor(call)
                ? managementToken()
                : AccountApi.isForAdmins(call) ? adminKey() : settings.apiKey();
        String bare = azure && !DeploymentsApi.isFor(call) ? exchange.getRequestHeaders().getFirst("api-key") : null;
        String header = bare == null ? exchange.getRequestHeaders().getFirst("Authorization") : bare;
        byte[] wanted = (bare == null ? "Bearer " + key : key).getBytes(StandardCharsets.UTF_8);
        byte[] given = (header == null ? "" : header).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(wanted, given)) {
            throw ApiError.of(401, "invalid_request_error", "invalid_api_key",
                    header == null ? "No API key was sent." : "The API key is not valid.");
        }
    }

    private Reply dispatch(Call call) throws IOException {
        Reply reply = settings.vendor().flavour() == Vendor.Flavour.AZURE ? deploymentsApi.answer(call) : null;
        reply = reply != null ? reply : filesApi.answer(call);
        reply = reply != null ? reply : uploadsApi.answer(call);
        reply = reply != null ? reply : accountApi.answer(call);
        reply = reply != null ? reply : jobsApi.answer(call);
        reply = reply != null ? reply : chatApi.answer(call);
        reply = reply != null ? reply : document(call);
        reply = reply != null ? reply : modelsApi.answer(call);
        if (reply == null) {
            throw ApiError.of(404, "invalid_request_error", "unknown_url",
                    "Unknown request URL: " + call.method() + " /" + String.join("/", call.path()));
        }
        return reply;
    }

    /** With Azure a tuned model answers by its deployment's name alone; base models are deployed under their own. */
    private Engine.Model answering(String name) {
        if (settings.vendor().flavour() != Vendor.Flavour.AZURE
                || engine.baseModels().stream().anyMatch(base -> base.id().equals(name))) {
            return modelsApi.resolve(name);
        }
        String served = deploymentsApi.served(name);
        if (served == null) {
            throw ApiError.notFound("model", "DeploymentNotFound", "There is no deployment '" + name + "'.");
        }
        return modelsApi.resolve(served);
    }

    private @Nullable Reply document(Call call) {
        Supplier<Document> document = settings.documents().get("/" + String.join("/", call.path()));
        if (document == null || !call.method().equals("GET")) {
            return null;
        }
        Document found = document.get();
        return new Reply.Bytes(found.contentType(), found.content());
    }
}
