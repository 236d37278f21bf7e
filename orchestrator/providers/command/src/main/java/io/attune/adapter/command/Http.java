package io.attune.adapter.command;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.attune.kernel.ErrorCode;
import io.attune.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Single requests to one server and their answers, within limits. Thread-safe. */
final class Http {
    private static final long ANSWER_BYTES_MAX = 32L << 20;
    private static final int MESSAGE_LENGTH_MAX = 600;

    private final HttpClient client;
    private final String subject;
    private final String base;
    private final Supplier<String> credential;
    private final Duration timeout;

    /**
     * A server.
     *
     * @param subject how messages name it
     * @param base without a slash at its end
     * @param credential a bearer token, empty for none
     */
    Http(HttpClient client, String subject, URI base, Supplier<String> credential, Duration timeout) {
        if (client.followRedirects() != Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "The HTTP client of " + subject
                            + " must not follow redirects: it would carry the credential along");
        }
        this.client = client;
        this.subject = subject;
        this.base = base.toString().replaceFirst("/$", "");
        this.credential = credential;
        this.timeout = timeout;
    }

    /**
     * What came back.
     *
     * @param body JSON, or a text node when it was something else
     */
    record Reply(int status, JsonNode body, @Nullable Duration retryAfter) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /** The server's words: Kubernetes has them at the top, the OpenAI dialect in {@code error}, vLLM in either. */
        String message() {
            String text = body.path("error").path("message").stringValue("");
            text = text.isEmpty() ? body.path("message").stringValue("") : text;
            return text.isEmpty() && body.isString() ? body.stringValue() : text;
        }
    }

    /** Nothing came back that can be read. {@code sent} is false when certainly nothing was sent. */
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

    static BodyPublisher json(JsonNode body) {
        return BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(body));
    }

    /**
     * Sends a request and reads the answer, whatever its status.
     *
     * @param body null for none
     * @throws ProviderException when there is no answer that can be read
     */
    Reply ask(String operation, String method, String path, @Nullable BodyPublisher body) {
        try {
            return send(operation, method, path, body);
        } catch (NoAnswer e) {
            throw new ProviderException(e.understood ? ProviderException.UNREACHABLE : ProviderException.FAILED,
                    e.message(), "Check that " + base + " is its address and that it is up.", null, e);
        }
    }

    /** As {@link #ask}, and the answer must be a success. */
    JsonNode askWell(String operation, String method, String path, @Nullable BodyPublisher body) {
        Reply reply = ask(operation, method, path, body);
        if (!reply.isSuccess()) {
            throw failure(operation, reply);
        }
        return reply.body();
    }

    Reply send(String operation, String method, String path, @Nullable BodyPublisher body) throws NoAnswer {
        // HTTP/1.1 because newer versions let the client repeat a request by itself
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).version(
                HttpClient.Version.HTTP_1_1).timeout(timeout).header("Accept", "application/json").method(method,
                        body == null ? BodyPublishers.noBody() : body);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        String token = credential.get().strip();
        if (!token.isEmpty()) {
            if (!token.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw new ProviderException(ProviderException.CREDENTIAL,
                        "The credential of " + subject + " holds a character no credential has, such as a line break",
                        "Check where it is configured; it is not shown here.");
            }
            request.header("Authorization", "Bearer " + token);
        }
        CompletableFuture<HttpResponse<byte[]>> future = client.sendAsync(request.build(), BodyHandlers.limiting(
                BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            return read(operation, future.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw broken(operation, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new NoAnswer(subject + ": " + operation + " got no answer within " + timeout, true, true, e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer(subject + ": " + operation + " was interrupted", true, true, e);
        }
    }

    private Reply read(String operation, HttpResponse<byte[]> response) throws NoAnswer {
        int status = response.statusCode();
        String type = response.headers().firstValue("Content-Type").orElse("application/json");
        JsonNode body;
        try {
            body = type.startsWith("application/json") && response.body().length > 0
                    ? Json.MAPPER.readTree(response.body())
                    : Json.MAPPER.getNodeFactory().stringNode(new String(response.body(), StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            if (status >= 200 && status < 300) {
                throw new NoAnswer(subject + ": " + operation + " was answered with " + status
                        + " and something that is not whole JSON", true, false, e);
            }
            body = Json.MAPPER.createObjectNode();
        }
        return new Reply(status, body, retryAfter(response));
    }

    private NoAnswer broken(String operation, Throwable cause) {
        boolean sent = true;
        for (Throwable t = cause; t != null; t = t.getCause()) {
            sent &= !(t instanceof ConnectException || t instanceof HttpConnectTimeoutException
                    || t instanceof DeadlineBody.Passed);
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new NoAnswer(subject + ": " + operation + (sent ? " lost its connection: " : " was not sent: ")
                + clean(why), sent, true, cause instanceof IOException ? cause : null);
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
    ProviderException failure(String operation, Reply reply) {
        ErrorCode code = code(reply.status());
        String nextStep = code.equals(ProviderException.CREDENTIAL)
                ? "Check the connection's credential and what it may do."
                : code.equals(ProviderException.RATE_LIMITED) ? "Try again later." : "";
        return new ProviderException(code, describe(operation, reply), nextStep, reply.retryAfter(), null);
    }

    ProviderException malformed(String operation, String what) {
        return new ProviderException(ProviderException.FAILED, subject + ": " + operation
                + " was answered with something that cannot be understood: " + clean(what), "");
    }

    static ErrorCode code(int status) {
        return switch (status) {
            case 401, 403 -> ProviderException.CREDENTIAL;
            case 429 -> ProviderException.RATE_LIMITED;
            default -> status >= 400 && status < 500 ? ProviderException.REFUSED : ProviderException.FAILED;
        };
    }

    String describe(String operation, Reply reply) {
        String said = reply.message();
        return subject + ": " + operation + " was answered with " + reply.status()
                + (said.isEmpty() ? "" : ": " + clean(said));
    }

    /** Servers echo what they were sent; the credential is taken out, and the length has a limit. */
    String clean(String text) {
        String token = credential.get().strip();
        String safe = (token.isEmpty() ? text : text.replace(token, "***")).replaceAll("\\p{Cntrl}+", " ");
        return safe.length() <= MESSAGE_LENGTH_MAX ? safe : safe.substring(0, MESSAGE_LENGTH_MAX) + "…";
    }
}
