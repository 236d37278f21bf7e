package io.attune.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/** The platform in a process of its own, as {@code java -jar} starts it. It can be killed and started again. */
final class PlatformProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(120);
    private static final Duration RUN_MAX = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path home;
    private final Path settingsFile;
    private final int port;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private @Nullable Process process;

    PlatformProcess(Path home, Map<String, String> settings) {
        this.home = home;
        this.port = freePort();
        this.settingsFile = home.resolve("platform.properties");
        Map<String, String> all = new TreeMap<>(Map.of("server.port", Integer.toString(port)));
        all.putAll(settings);
        all.put("attune.home", home.toString());
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        try {
            Files.writeString(settingsFile, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process; {@link #awaitReady()} waits until it answers. */
    void start() {
        try {
            process = PlatformJvm.start(List.of("-XX:AOTCache=" + PlatformJvm.learnt()), settingsFile, home.resolve(
                    "platform.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady() {
        await().atMost(START_MAX).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (process != null && !process.isAlive()) {
                throw new AssertionError("The platform ended with " + process.exitValue() + "; its log: " + log());
            }
            return isHealthy();
        });
    }

    /** How the process ended by itself. */
    int exitCode() {
        Process started = Objects.requireNonNull(process);
        await().atMost(START_MAX).pollInterval(Duration.ofMillis(100)).until(() -> !started.isAlive());
        return started.exitValue();
    }

    long pid() {
        return Objects.requireNonNull(process).pid();
    }

    /** As {@code kill -9}. */
    void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    JsonNode get(String path) {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, Object body, String idempotencyKey) {
        return send(request(path).header("Content-Type", "application/json").header("Idempotency-Key",
                idempotencyKey).POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build());
    }

    /** A run once it has ended. */
    JsonNode awaitEnd(String run) {
        await().atMost(RUN_MAX).pollInterval(Duration.ofMillis(200)).until(() -> get("/api/v1/runs/" + run).path(
                "ended").asBoolean());
        return get("/api/v1/runs/" + run);
    }

    String log() {
        try {
            String text = Files.readString(home.resolve("platform.log"));
            return text.substring(Math.max(0, text.length() - 6_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    private JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new AssertionError(request.uri() + " answered " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isHealthy() {
        try {
            HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port
                    + "/actuator/health")).build();
            return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(Duration.ofSeconds(
                    60)).header("Authorization", "Bearer " + Files.readString(home.resolve("admin.key")).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
