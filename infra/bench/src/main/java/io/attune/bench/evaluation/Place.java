package io.attune.bench.evaluation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

import io.attune.bench.submission.SmallRecipe;
import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Endpoint;
import io.attune.cli.api.Json;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.Installation;
import io.attune.kernel.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The platform in a process with a small heap, on PostgreSQL and S3 of the sandbox's process and a vendor in a third one. One
 * run has been made, so that there is a tuned version, its base and their knowledge: four arms.
 */
final class Place implements AutoCloseable {
    static final int HEAP_MIB = 512;
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int LOOKS_MAX = 2_400;
    private static final int LOG_CHARACTERS = 4_000;

    private final Path home;
    private final Vendor vendor;
    private final Process sandbox;
    private final Process platform;
    private final HeapLog heap;
    private final ApiClient api;

    private Place(Installation installation, Path folder, int parallel, Consumer<String> progress) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        vendor = Vendor.start(installation, folder.resolve("vendor"));
        Path data = folder.resolve("sandbox");
        sandbox = start(folder.resolve("sandbox.log"), List.of(installation.java().toString(), "-Xmx384m",
                "--enable-native-access=ALL-UNNAMED", "-jar", installation.sandboxJar().toString(), "--data",
                data.toString(), "--training", "tiny"), Map.of());
        Path servers = data.resolve("sandbox.json");
        await(sandbox, folder.resolve("sandbox.log"), () -> Files.exists(servers));
        SmallRecipe.writeJar(folder.resolve("jars"));
        Path settings = settings(folder, Json.read(servers).orElseThrow(), parallel);
        int port = freePort();
        heap = new HeapLog(home.resolve("heap.log"));
        Path log = home.resolve("platform.log");
        platform = start(log, List.of(installation.java().toString(), "-Xmx" + HEAP_MIB + "m", "-XX:+UseSerialGC",
                heap.option(), "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-jar",
                installation.appJar().toString(), "--spring.config.additional-location=file:" + settings), Map.of(
                        "ATTUNE_PORT", Integer.toString(port)));
        URI address = URI.create("http://127.0.0.1:" + port);
        await(platform, log, () -> answers(address));
        api = new ApiClient(new Endpoint(address, Files.readString(home.resolve("admin.key")).strip(), ""));
        progress.accept("one run, which makes a tuned version and knowledge");
        train();
    }

    /** @param parallel how many questions are under way at once on a connection */
    static Place open(Installation installation, Path folder, int parallel, Consumer<String> progress)
            throws IOException {
        return new Place(installation, folder, parallel, progress);
    }

    Vendor vendor() {
        return vendor;
    }

    HeapLog heap() {
        return heap;
    }

    ApiClient api() {
        return api;
    }

    private Path settings(Path folder, JsonNode servers, int parallel) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        settings.put("attune.home", home.toString());
        settings.put("spring.datasource.url", Json.text(servers, "/postgres/jdbcUrl"));
        settings.put("spring.datasource.username", Json.text(servers, "/postgres/user"));
        settings.put("spring.datasource.password", Json.text(servers, "/postgres/password"));
        for (String s3 : List.of("endpoint", "bucket", "region")) {
            settings.put("attune.objects." + s3, Json.text(servers, "/s3/" + s3));
        }
        settings.put("attune.objects.access-key", Json.text(servers, "/s3/accessKey"));
        settings.put("attune.objects.secret-key", Json.text(servers, "/s3/secretKey"));
        settings.put("attune.sources.jars", folder.resolve("jars").toString());
        settings.put("attune.retrieval.parallel", Integer.toString(parallel));
        String connection = "attune.connections[0].";
        settings.put(connection + "name", SmallRecipe.CONNECTION);
        settings.put(connection + "dialect", "openai");
        settings.put(connection + "base-url", vendor.baseUrl().toString());
        settings.put(connection + "credential-file", Files.writeString(folder.resolve("credential"),
                vendor.credential()).toString());
        Map.of("base-model", vendor.baseModel(), "source", "the bench's tariff", "currency", "USD",
                "training-per-million-tokens", "3.00", "input-per-million-tokens", "0.10",
                "output-per-million-tokens", "0.40", "observed-on", "2026-01-01").forEach((key, value) -> settings.put(
                        connection + "tariff[0]." + key, value));
        StringBuilder text = new StringBuilder();
        settings.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return Files.writeString(home.resolve("platform.properties"), text);
    }

    private void train() throws IOException {
        api.post("/api/v1/recipes", Json.object().put("yaml", SmallRecipe.yaml(vendor.baseModel())).set("files",
                Json.object()));
        String run = Json.text(api.post("/api/v1/runs", Json.object().put("recipe", SmallRecipe.NAME), Map.of(
                ApiClient.IDEMPOTENCY_KEY, "first")), "/id");
        await(platform, home.resolve("platform.log"), () -> List.of("SUCCEEDED", "FAILED", "REJECTED",
                "CANCELLED").contains(Json.text(api.get("/api/v1/runs/" + run), "/state")));
    }

    /** Freezes a file of questions and gives the suite's name. */
    String freeze(Path file, String name) throws IOException {
        String digest = Digest.of(Files.readAllBytes(file)).toString();
        api.putFile("/api/v1/uploads/" + ApiClient.encode(digest), file, sent -> {
        });
        ObjectNode wish = Json.object().put("name", name).put("reason", "measured with");
        wish.putObject("file").put("path", String.valueOf(file.getFileName())).put("content", digest).put("type",
                "qa").put("personalData", "none");
        await(platform, home.resolve("platform.log"), () -> "frozen".equals(Json.text(api.post("/api/v1/suites", wish),
                "/state")));
        return Json.text(api.post("/api/v1/suites", wish), "/suite/suite");
    }

    /** Something that is true some time. */
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits for what the platform does. */
    void await(Condition condition) throws IOException {
        await(platform, home.resolve("platform.log"), condition);
    }

    private static void await(Process process, Path log, Condition condition) throws IOException {
        for (int look = 0; !condition.holds(); look++) {
            if (!process.isAlive() || look == LOOKS_MAX) {
                String text = Files.exists(log) ? Files.readString(log) : "";
                throw new IOException("What is waited for does not come; the end of " + log + ": " + text.substring(
                        Math.max(0, text.length() - LOG_CHARACTERS)));
            }
            Pause.real().await(LOOK_EVERY);
        }
    }

    private static boolean answers(URI address) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address.resolve("/actuator/health")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process start(Path log, List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(
                true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : List.of(platform, sandbox)) {
            process.destroy();
            process.onExit().join();
        }
        vendor.close();
    }
}
