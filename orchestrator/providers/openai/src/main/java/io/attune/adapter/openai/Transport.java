package io.attune.adapter.openai;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.attune.kernel.ErrorCode;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends single requests and reads their answers, both within limits. Thread-safe. */
final class Transport {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long ANSWER_BYTES_MAX = 32L << 20;
    private static final int MESSAGE_LENGTH_MAX = 1000;

    private final ConnectionSettings settings;
    private final HttpClient http;
    private final Manner manner;

    /**
     * What every request of an account has in common.
     *
     * @param apiKeyHeader the header that carries the bare credential, or null for a bearer token
     * @param headers further headers, by name
     * @param query further query parameters, encoded, or empty
     */
    record Manner(@Nullable String apiKeyHeader, Map<String, String> headers, String query) {
        static final Manner BEARER = new Manner(null, Map.of(), "");
    }

    Transport(ConnectionSettings settings, HttpClient http, Manner manner) {
        if (http.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "The HTTP client of connection '" + settings.name() + "' must not follow redirects: it would"
                            + " carry the credential along");
        }
        this.settings = settings;
        this.http = http;
        this.manner = manner;
    }

    /**
     * What came back.
     *
     * @param operation what was asked, for messages
     */
    record Answer(String operation, int status, JsonNode body, @Nullable Duration retryAfter) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        JsonNode error() {
            return body.path("error");
        }
    }

    /** Nothing came back, or nothing that can be read. {@code sent} is false when certainly nothing was sent. */
    static final class NoAnswer extends Exception {
        private final boolean sent;
        private final boolean understood;

        NoAnswer(String message, boolean sent, boolean understood, @Nullable Throwable cause) {
            super(message, cause);
            this.sent = sent;
            this.understood = understood;
        }

        boolean sent() {
            return sent;
        }

        String message() {
            return String.valueOf(getMessage());
        }
    }

    /** A request below the base address, such as {@code fine_tuning/jobs}. */
    HttpRequest.Builder request(String path) {
        String base = settings.baseUrl().toString();
        String query = manner.query().isEmpty() ? "" : (path.contains("?") ? "&" : "?") + manner.query();
        return to(URI.create((base.endsWith("/") ? base + path : base + "/" + path) + query));
    }

    /** A request beside the base address's {@code /v1}, where servers put what is not the vendor's. */
    HttpRequest.Builder requestAtRoot(String path) {
        String base = settings.baseUrl().toString().replaceFirst("/(v1/?)?$", "");
        return to(URI.create(base + "/" + path));
    }

    private HttpRequest.Builder to(URI uri) {
        // HTTP/1.1 because newer versions let the client repeat a request by itself
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).timeout(
                settings.timeout()).header("Accept", "application/json");
        String credential = settings.credential().get();
        if (!credential.isEmpty()) {
            if (!credential.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw new ProviderException(ProviderException.CREDENTIAL,
                        "The credential of connection '" + settings.name()
                                + "' holds a character no credential has, such as a space or a line break",
                        "Check where it is configured; it is not shown here.");
            }
            String keyHeader = manner.apiKeyHeader();
            request.header(keyHeader == null ? "Authorization" : keyHeader,
                    keyHeader == null ? "Bearer " + credential : credential);
        }
        manner.headers().forEach(request::header);
        return request;
    }

    static HttpRequest.BodyPublisher json(JsonNode body) {
        return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    /**
     * Sends a request and reads the answer, whatever its status.
     *
     * @throws ProviderException when there is none that can be read
     */
    Answer ask(String operation, HttpRequest.Builder request) {
        try {
            return send(operation, request);
        } catch (NoAnswer e) {
            throw new ProviderException(e.understood ? ProviderException.UNREACHABLE : ProviderException.FAILED,
                    e.message(), "Check that " + settings.baseUrl() + " is the provider's address and that it is up.",
                    null, e);
        }
    }

    /** As {@link #ask}, and the answer must be a success. */
    JsonNode askWell(String operation, HttpRequest.Builder request) {
        Answer answer = ask(operation, request);
        if (!answer.isSuccess()) {
            throw failure(answer);
        }
        return answer.body();
    }

    /** Deletes what is below the base address; what is gone already counts as deleted. */
    void delete(String operation, String path) {
        Answer answer = ask(operation, request(path).DELETE());
        if (!answer.isSuccess() && answer.status() != 404) {
            throw failure(answer);
        }
    }

    Answer send(String operation, HttpRequest.Builder builder) throws NoAnswer {
        HttpRequest request = builder.build();
        CompletableFuture<HttpResponse<byte[]>> future = http.sendAsync(request, BodyHandlers.limiting(
                BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            HttpResponse<byte[]> response = future.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return read(operation, response);
        } catch (ExecutionException e) {
            throw broken(operation, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new NoAnswer(subject(operation) + " got no answer within " + settings.timeout(), true, true, e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer(subject(operation) + " was interrupted", true, true, e);
        }
    }

    /**
     * Sends a request and writes what comes back to a file, which is there only when it is whole.
     *
     * @throws ProviderException when there is no success
     * @throws IOException when the file cannot be written
     */
    void download(String operation, HttpRequest.Builder builder, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            HttpResponse<Boolean> response = http.send(builder.build(), info -> info.statusCode() == 200
                    ? BodySubscribers.mapping(BodySubscribers.ofFile(part), file -> true)
                    : BodySubscribers.replacing(false));
            if (!response.body()) {
                throw failure(new Answer(operation, response.statusCode(), JSON.createObjectNode(),
                        retryAfter(response)));
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderException(ProviderException.UNREACHABLE, subject(operation) + " was interrupted", "");
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new ProviderException(ProviderException.UNREACHABLE, broken(operation, e).message(),
                    "Try again.", null, e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Answer read(String operation, HttpResponse<byte[]> response) throws NoAnswer {
        int status = response.statusCode();
        if (response.body().length == 0 && status >= 200 && status < 300) {
            return new Answer(operation, status, JSON.createObjectNode(), retryAfter(response));
        }
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JacksonException e) {
            if (status >= 200 && status < 300) {
                throw new NoAnswer(subject(operation) + " was answered with " + status
                        + " and something that is not JSON", true, false, e);
            }
            body = JSON.createObjectNode();
        }
        return new Answer(operation, status, body, retryAfter(response));
    }

    private NoAnswer broken(String operation, Throwable cause) {
        boolean sent = true;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            sent &= !(t instanceof ConnectException || t instanceof HttpConnectTimeoutException
                    || t instanceof DeadlineBody.Passed);
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new NoAnswer(subject(operation) + (sent ? " lost its connection: " : " was not sent: ") + clean(why),
                sent, true, cause instanceof IOException ? cause : null);
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        String text = response.headers().firstValue("Retry-After").orElse("");
        try {
            return text.isEmpty() ? null : Duration.ofSeconds(Long.parseLong(text.strip()));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    /** The exception for an answer that is no success. */
    ProviderException failure(Answer answer) {
        ErrorCode code = code(answer.status());
        String nextStep = code.equals(ProviderException.CREDENTIAL)
                ? "Check the connection's credential."
                : code.equals(ProviderException.RATE_LIMITED) ? "Try again later." : "";
        return new ProviderException(code, describe(answer), nextStep, answer.retryAfter(), null);
    }

    static ErrorCode code(int status) {
        return switch (status) {
            case 401, 403 -> ProviderException.CREDENTIAL;
            case 429 -> ProviderException.RATE_LIMITED;
            default -> status >= 400 && status < 500 ? ProviderException.REFUSED : ProviderException.FAILED;
        };
    }

    String describe(Answer answer) {
        String said = answer.error().path("message").stringValue("");
        return subject(answer.operation()) + " was answered with " + answer.status()
                + (said.isEmpty() ? "" : ": " + clean(said));
    }

    ProviderException malformed(String operation, String what) {
        return new ProviderException(ProviderException.FAILED,
                subject(operation) + " was answered with something that cannot be understood: " + clean(what),
                "Check that the provider speaks the dialect '" + settings.dialect() + "'.");
    }

    private String subject(String operation) {
        return "Connection '" + settings.name() + "' at " + settings.baseUrl() + ": " + operation;
    }

    /** Servers echo what they were sent; the credential is taken out, and the length has a limit. */
    String clean(String text) {
        String credential = settings.credential().get();
        String safe = credential.isEmpty() ? text : text.replace(credential, "***");
        return safe.length() <= MESSAGE_LENGTH_MAX ? safe : safe.substring(0, MESSAGE_LENGTH_MAX) + "…";
    }

    /** Encodes a value for a query. */
    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
