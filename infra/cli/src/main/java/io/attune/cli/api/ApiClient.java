package io.attune.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sends requests to the platform. Each is sent once; whether to try again is the caller's decision. Thread-safe.
 */
public final class ApiClient {
    /** Starts of paid work carry it, so that the same command twice is one piece of work. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Endpoint endpoint;
    private final HttpClient http;

    public ApiClient(Endpoint endpoint) {
        this.endpoint = endpoint;
        http = "https".equals(endpoint.url().getScheme()) ? HttpClients.secure() : HttpClients.shared();
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** Writes a value so that it can stand in a path or a query. */
    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * Reads.
     *
     * @param path with its query, such as {@code /api/v1/runs?limit=50}
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public JsonNode get(String path) {
        return send("GET", path, "", Map.of());
    }

    /**
     * Posts.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public JsonNode post(String path, JsonNode body) {
        return post(path, body, Map.of());
    }

    /**
     * Posts with further headers, such as {@link #IDEMPOTENCY_KEY}.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public JsonNode post(String path, JsonNode body, Map<String, String> headers) {
        return send("POST", path, Json.write(body), headers);
    }

    /**
     * Puts.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public JsonNode put(String path, JsonNode body) {
        return send("PUT", path, Json.write(body), Map.of());
    }

    /**
     * Removes.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public JsonNode delete(String path) {
        return send("DELETE", path, "", Map.of());
    }

    /**
     * Puts with further headers, such as {@code If-Match}.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public JsonNode put(String path, JsonNode body, Map<String, String> headers) {
        return send("PUT", path, Json.write(body), headers);
    }

    /**
     * Removes with further headers, such as {@code If-Match}.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public JsonNode delete(String path, Map<String, String> headers) {
        return send("DELETE", path, "", headers);
    }

    /**
     * Posts a small file as it is.
     *
     * @param type its media type
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached or the file not be read
     */
    public JsonNode postFile(String path, Path file, String type) {
        try {
            return send("POST", path, BodyPublishers.ofByteArray(Files.readAllBytes(file)), type, Map.of(), TIMEOUT);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads a text that is not JSON, such as a table.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached
     */
    public String getText(String path) {
        return exchange("GET", path, BodyPublishers.noBody(), "", Map.of(), TIMEOUT).body();
    }

    /**
     * Reads into a file what is not text; nothing is written when the platform refuses.
     *
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached or the file not be written
     */
    public void getFile(String path, Path file) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url() + path)).header("User-Agent",
                "attune-cli").timeout(TIMEOUT).GET();
        if (!endpoint.key().isEmpty()) {
            request.header("Authorization", "Bearer " + endpoint.key());
        }
        if (!endpoint.project().isEmpty()) {
            request.header("X-Attune-Project", endpoint.project());
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw Problem.failure(response.statusCode(), "GET " + path, new String(response.body(),
                        StandardCharsets.UTF_8));
            }
            Files.write(file, response.body());
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE, "It could not be read from " + endpoint.url() + " into " + file,
                    List.of(String.valueOf(e.getMessage())), "See that the platform runs and that you may write there.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "Interrupted", List.of(), "The same command resumes.", e);
        }
    }

    /**
     * Puts a file as it is, in constant memory. It takes as long as it takes.
     *
     * @param sent is told how many bytes are on their way, from another thread
     * @throws CliException with the platform's words when it refuses, or when it cannot be reached, or when the file cannot
     *     be read or changes meanwhile
     */
    public JsonNode putFile(String path, Path file, LongConsumer sent) {
        try {
            long size = Files.size(file);
            FileTime time = Files.getLastModifiedTime(file);
            BodyPublisher body = BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(file, sent)),
                    Math.max(1, size));
            JsonNode answer = size == 0
                    ? send("PUT", path, BodyPublishers.noBody(), "application/octet-stream", Map.of(), null)
                    : send("PUT", path, body, "application/octet-stream", Map.of(), null);
            if (Files.size(file) != size || !Files.getLastModifiedTime(file).equals(time)) {
                throw new CliException(ExitCode.CONFLICT, file + " changed while it was sent",
                        "Send it again when nobody writes to it.");
            }
            return answer;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InputStream open(Path file, LongConsumer sent) {
        try {
            return new CountedInput(Files.newInputStream(file), sent);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CliException unreadable(Path file, IOException cause) {
        return new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(),
                "Give the path of a file that you may read.", cause);
    }

    private JsonNode send(String method, String path, String body, Map<String, String> headers) {
        return send(method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
                body.isEmpty() ? "" : "application/json", headers, TIMEOUT);
    }

    private JsonNode send(String method, String path, BodyPublisher body, String type, Map<String, String> headers,
            @Nullable Duration timeout) {
        return Json.read(exchange(method, path, body, type, headers, timeout).body()).orElseGet(Json::object);
    }

    private HttpResponse<String> exchange(String method, String path, BodyPublisher body, String type,
            Map<String, String> headers, @Nullable Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.url() + path)).header("Accept",
                "application/json, application/problem+json, text/csv").header("User-Agent", "attune-cli").method(
                        method, body);
        if (timeout != null) {
            request.timeout(timeout);
        }
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!endpoint.key().isEmpty()) {
            request.header("Authorization", "Bearer " + endpoint.key());
        }
        if (!endpoint.project().isEmpty()) {
            request.header("X-Attune-Project", endpoint.project());
        }
        headers.forEach(request::header);
        HttpResponse<String> response = exchange(request.build());
        if (response.statusCode() >= 300) {
            throw Problem.failure(response.statusCode(), method + " " + path, response.body());
        }
        return response;
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new CliException(ExitCode.OUTSIDE, "The platform does not answer at " + endpoint.url(), List.of(),
                    "Start it with: ./attune up", e);
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE,
                    "The platform at " + endpoint.url() + " broke off: " + e.getMessage(), List.of(),
                    "See what it is doing with: ./attune status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "Interrupted", List.of(), "The same command resumes.", e);
        }
    }
}
