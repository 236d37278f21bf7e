package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Faults;
import io.attune.provider.testkit.Operation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a Kubernetes API server that deals with Jobs: strict about every field it is given, and it really runs a Job's
 * command, as a process of this machine.
 */
final class KubernetesDouble implements AutoCloseable {
    private static final String JOBS = "/apis/batch/v1/namespaces/training/jobs";
    private static final String PODS = "/api/v1/namespaces/training/pods";

    private final HttpServer server;
    private final Path store;
    private final String token;
    private final Faults faults;
    private final InstantSource clock;
    private final Map<Operation, Integer> requests = new EnumMap<>(Operation.class);
    private final Map<String, Process> processes = new TreeMap<>();

    KubernetesDouble(Path store, String token, Faults faults, InstantSource clock) {
        this.store = store;
        this.token = token;
        this.faults = faults;
        this.clock = clock;
        try {
            Files.createDirectories(store);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized int requests(Operation operation) {
        return requests.getOrDefault(operation, 0);
    }

    /** How many Jobs were created for a run key, deleted ones too. */
    synchronized int created(String key) {
        return (int) all().stream().filter(job -> job.path("metadata").path("annotations").path(
                "attune.io/run-key").stringValue("").equals(key)).count();
    }

    private record Reply(int status, JsonNode body) {}

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            JsonNode body = Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes());
            Operation operation = operation(method, path);
            requests.merge(operation, 1, Integer::sum);
            Fault fault = faults.take(operation);
            if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, status(401, "Unauthorized", "Unauthorized"), false);
                return;
            }
            switch (fault) {
                case Fault.DropRequest drop -> {
                }
                case Fault.Refuse(int status, var after) -> {
                    if (after != null) {
                        exchange.getResponseHeaders().set("Retry-After", String.valueOf(after.toSeconds()));
                    }
                    send(exchange, status(status, "ServerTimeout", "told to refuse"), false);
                }
                case Fault.LoseAnswer lose -> answer(method, path, exchange, body, null);
                case Fault.FailAfterCommit(int status) -> {
                    answer(method, path, exchange, body, null);
                    send(exchange, status(status, "InternalError", "told to fail"), false);
                }
                case Fault.Redirect(String location) -> {
                    exchange.getResponseHeaders().set("Location", location);
                    send(exchange, status(307, "Redirect", ""), false);
                }
                case Fault.TruncateAnswer truncate -> send(exchange, answer(method, path, exchange, body, null), true);
                case Fault.UnknownState(String word) -> send(exchange, answer(method, path, exchange, body, word),
                        false);
                case null -> send(exchange, answer(method, path, exchange, body, null), false);
            }
        }
    }

    private static Operation operation(String method, String path) {
        return switch (method) {
            case "POST" -> path.equals(JOBS) ? Operation.CREATE_JOB : Operation.OTHER;
            case "DELETE" -> Operation.CANCEL_JOB;
            default -> path.equals(JOBS)
                    ? Operation.LIST_JOBS
                    : path.startsWith(JOBS) ? Operation.READ_JOB : Operation.OTHER;
        };
    }

    private Reply answer(String method, String path, HttpExchange exchange, JsonNode body, @Nullable String condition)
            throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        if (path.startsWith(PODS)) {
            return path.endsWith("/log")
                    ? new Reply(200, Json.MAPPER.getNodeFactory().stringNode("sh: flock: not found\n"))
                    : new Reply(200, pods(query));
        }
        if (path.equals(JOBS)) {
            return method.equals("POST") ? create(body, query) : list(query);
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        Path file = store.resolve(name + ".json");
        if (!path.startsWith(JOBS) || !Files.exists(file)) {
            return status(404, "NotFound", "jobs.batch \"" + name + "\" not found");
        }
        if (method.equals("DELETE")) {
            if (!body.path("propagationPolicy").stringValue("").matches("Foreground|Background|Orphan")) {
                return status(400, "BadRequest", "no propagationPolicy");
            }
            Process process = processes.get(name);
            if (process != null) {
                process.destroy();
            }
            Files.move(file, store.resolve(name + ".deleted"));
            return status(200, "Success", "");
        }
        return new Reply(200, seen(read(file), condition));
    }

    private Reply create(JsonNode job, String query) throws IOException {
        List<String> problems = new KubernetesSchema().check(job);
        if (!query.contains("fieldValidation=Strict")) {
            problems.add("the exam wants strict validation of fields");
        }
        if (!problems.isEmpty()) {
            return status(422, "Invalid", "Job is invalid: " + String.join("; ", problems));
        }
        String name = job.path("metadata").path("name").stringValue("");
        Path file = store.resolve(name + ".json");
        if (Files.exists(file)) {
            return status(409, "AlreadyExists", "jobs.batch \"" + name + "\" already exists");
        }
        ((ObjectNode) job.path("metadata")).put("creationTimestamp", clock.instant().toString());
        Files.write(file, Json.MAPPER.writeValueAsBytes(job));
        JsonNode container = job.path("spec").path("template").path("spec").path("containers").path(0);
        List<String> command = new ArrayList<>();
        container.path("command").forEach(word -> command.add(word.stringValue()));
        ProcessBuilder pod = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(store.resolve(
                name + ".log").toFile());
        for (JsonNode variable : container.path("env")) {
            // the cluster's Secret: its value is not known to whoever asked
            pod.environment().put(variable.path("name").stringValue(""), "from-" + variable.path("valueFrom").path(
                    "secretKeyRef").path("name").stringValue(""));
        }
        processes.put(name, pod.start());
        return new Reply(201, seen(job, null));
    }

    private Reply list(String query) {
        String name = query.replaceFirst(".*attune\\.io/job=([a-z0-9-]+).*", "$1");
        ObjectNode list = Json.MAPPER.createObjectNode().put("apiVersion", "batch/v1").put("kind", "JobList");
        var items = list.putArray("items");
        Path file = store.resolve(name + ".json");
        if (Files.exists(file)) {
            JsonNode job = read(file);
            Instant shown = Instant.parse(job.path("metadata").path("creationTimestamp").stringValue("")).plus(
                    faults.listDelay());
            if (!clock.instant().isBefore(shown)) {
                items.add(seen(job, null));
            }
        }
        return new Reply(200, list);
    }

    private static ObjectNode pods(String query) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "PodList");
        ObjectNode pod = list.putArray("items").addObject();
        pod.putObject("metadata").put("name", query.replaceFirst(".*job-name=", "") + "-abcde");
        pod.putObject("status").putArray("containerStatuses").addObject().putObject("state").putObject(
                "terminated").put("reason", "Error").put("exitCode", 127);
        return list;
    }

    /** The Job with its status, or with a condition of this type. */
    private JsonNode seen(JsonNode job, @Nullable String condition) {
        ObjectNode copy = (ObjectNode) job.deepCopy();
        ObjectNode status = copy.putObject("status");
        Process process = processes.get(job.path("metadata").path("name").stringValue(""));
        if (condition != null) {
            status.putArray("conditions").addObject().put("type", condition).put("status", "True");
        } else if (process == null || process.isAlive()) {
            status.put("active", 1);
        } else {
            boolean well = process.exitValue() == 0;
            status.putArray("conditions").addObject().put("type", well ? "Complete" : "Failed").put("status",
                    "True").put("reason", well ? "CompletionsReached" : "BackoffLimitExceeded");
        }
        return copy;
    }

    private List<JsonNode> all() {
        try (var files = Files.list(store)) {
            return files.filter(file -> file.toString().matches(".*\\.(json|deleted)")).map(
                    KubernetesDouble::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        return Json.MAPPER.readTree(file.toFile());
    }

    private static Reply status(int code, String reason, String message) {
        return new Reply(code, Json.MAPPER.createObjectNode().put("apiVersion", "v1").put("kind", "Status").put(
                "status",
                code < 400 ? "Success" : "Failure").put("reason", reason).put("message", message).put("code", code));
    }

    private static void send(HttpExchange exchange, Reply reply, boolean half) throws IOException {
        byte[] bytes = reply.body().isString()
                ? reply.body().stringValue().getBytes(StandardCharsets.UTF_8)
                : Json.MAPPER.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", reply.body().isString() ? "text/plain" : "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes, 0, half ? bytes.length / 2 : bytes.length);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
