package io.attune.orchestrator.evaluation;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.PlatformProperties;
import io.attune.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the retrieval runtime over HTTP, as an application would, so that what is measured is what is served. */
@Component
class RuntimeClient implements Similarities.Embedder {
    private static final ErrorCode UNREACHABLE = new ErrorCode("retrieval-unreachable", ErrorKind.OUTSIDE);
    /** Similarities are compared over months, so the model is named. */
    private static final String EMBEDDING_MODEL = "all-minilm-l6-v2-q8";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final EvaluationProperties settings;
    private final Path adminKey;
    private volatile @Nullable URI own;

    @Autowired
    RuntimeClient(EvaluationProperties settings, PlatformProperties platform) {
        this(settings, platform, HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build());
    }

    RuntimeClient(EvaluationProperties settings, PlatformProperties platform, HttpClient http) {
        this.settings = settings;
        this.http = http;
        this.adminKey = platform.home().resolve("admin.key");
    }

    /** Without a configured address the runtime is this process. */
    @EventListener
    void onStart(WebServerInitializedEvent event) {
        own = URI.create("http://127.0.0.1:" + event.getWebServer().getPort());
    }

    /** An answer as it was served. */
    record Answer(String text, boolean abstained, String grounding, List<Citation> citations, String finishReason,
            long inputTokens, long outputTokens) {}

    /** A citation as it was served; the span counts code points in the revision's text. */
    record Citation(String document, int revision, int start, int end, String quote) {}

    /** A passage as it was found; the span counts code points in the revision's text. */
    record Passage(String document, int revision, int start, int end, String text) {}

    /**
     * Asks an arm, once.
     *
     * @param key names the question across repetitions; the runtime hands it on to the provider
     * @throws NotAnswered when there is no answer, and that counts
     */
    Answer ask(ProjectId project, EvaluatedArm arm, String question, String key) {
        Map<String, Object> explicit = new TreeMap<>(Map.of("connection", arm.connection(), "model", arm.asked(),
                "capable", arm.capable(), "prompt", arm.policy().prompt(), "abstention", arm.policy().abstention()));
        String knowledgeBase = arm.knowledgeBase();
        if (knowledgeBase != null) {
            explicit.put("knowledgeBase", knowledgeBase);
        }
        return ask(project, Map.of("model", arm.asked(), "messages", List.of(Map.of("role", "user", "content",
                question)), "temperature", arm.policy().temperature(), "attune", explicit), key);
    }

    private Answer ask(ProjectId project, Map<String, Object> asked, String key) {
        HttpRequest request = request(project, "/v1/chat/completions").header("Content-Type",
                "application/json").header("Idempotency-Key", key).POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(asked))).build();
        HttpResponse<String> response = exchange(request);
        requireAnswer(request, response);
        JsonNode body = read(request, response);
        JsonNode told = body.path("attune");
        List<Citation> citations = new ArrayList<>();
        told.path("citations").forEach(c -> citations.add(new Citation(c.path("document").asString(""),
                c.path("revision").asInt(0), c.path("start").asInt(0), c.path("end").asInt(0), c.path("quote").asString(
                        ""))));
        JsonNode usage = body.path("usage");
        JsonNode choice = body.path("choices").path(0);
        return new Answer(choice.path("message").path("content").asString(""),
                told.path("abstained").asBoolean(false), told.path("grounding").asString(""), citations,
                choice.path("finish_reason").asString("stop"), usage.path("prompt_tokens").asLong(0),
                usage.path("completion_tokens").asLong(0));
    }

    /** What a status means for the example, where it means something for that one alone. */
    private static void requireAnswer(HttpRequest request, HttpResponse<String> response) {
        int status = response.statusCode();
        String code = status == 200 ? "" : code(response.body());
        String said = request.method() + " " + request.uri().getPath() + " answered " + status + " " + code;
        if (status == 504) {
            throw new NotAnswered(NotAnswered.Why.TIMED_OUT, said, null, null);
        }
        if (code.equals(ProviderException.REFUSED.value())) {
            throw new NotAnswered(NotAnswered.Why.REFUSED, said, null, null);
        }
        if (code.equals(ProviderException.UNKNOWN_MODEL.value())) {
            throw new ProviderException(ProviderException.UNKNOWN_MODEL, message(response.body()), "");
        }
        if (status == 429 || status >= 500) {
            throw new NotAnswered(NotAnswered.Why.FAULT, said, response.headers().firstValue("Retry-After").filter(
                    wait -> wait.matches("[0-9]{1,6}")).map(wait -> Duration.ofSeconds(Long.parseLong(wait))).orElse(
                            null), null);
        }
    }

    private static String code(String body) {
        return error(body, "code");
    }

    /** With its next step, as the runtime writes it. */
    private static String message(String body) {
        return error(body, "message");
    }

    private static String error(String body, String part) {
        try {
            return JSON.readTree(body).path("error").path(part).asString("");
        } catch (JacksonException e) {
            return "";
        }
    }

    /** The number of the last change that a knowledge base's answers take into account. */
    long lsn(ProjectId project, String knowledgeBase) {
        return send(request(project, "/api/v1/knowledge-bases/" + knowledgeBase).GET().build()).path(
                "indexedLsn").asLong(0);
    }

    /** The best passages for a question. */
    List<Passage> passages(ProjectId project, String knowledgeBase, String question, int limit) {
        JsonNode body = send(request(project, "/api/v1/knowledge-bases/" + knowledgeBase + "/search?limit=" + limit
                + "&q="
                + URLEncoder.encode(question, StandardCharsets.UTF_8)).GET().build());
        List<Passage> passages = new ArrayList<>();
        body.path("items").forEach(item -> passages.add(new Passage(item.path("document").asString(""), item.path(
                "revision").asInt(0), item.path("start").asInt(0), item.path("end").asInt(0), item.path(
                        "text").asString(""))));
        return passages;
    }

    /**
     * The places of texts in the space of the runtime's embedding model, each of length one.
     *
     * @throws NotAnswered while the runtime cannot say
     * @throws PlatformException when it never will
     */
    @Override
    public List<float[]> embed(ProjectId project, List<String> texts) {
        JsonNode body = send(request(project, "/v1/embeddings").header("Content-Type", "application/json").POST(
                HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("model", EMBEDDING_MODEL, "input",
                        texts)))).build());
        List<float[]> vectors = new ArrayList<>();
        body.path("data").forEach(one -> {
            float[] vector = new float[one.path("embedding").size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = one.path("embedding").path(i).floatValue();
            }
            vectors.add(vector);
        });
        return vectors;
    }

    /** A revision's text, or empty when it is not kept. */
    Optional<String> revision(ProjectId project, String knowledgeBase, String document, int revision) {
        HttpRequest request = request(project, "/api/v1/knowledge-bases/" + knowledgeBase + "/documents/"
                + URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20") + "/revisions/"
                + revision).header("Accept", "application/json").GET().build();
        HttpResponse<String> response = exchange(request);
        // only the runtime's word that there is none counts: a failure must not be measured as a false citation
        return response.statusCode() == 404 || response.statusCode() == 410
                ? Optional.empty()
                : Optional.of(read(request, response).path("text").asString(""));
    }

    private HttpRequest.Builder request(ProjectId project, String path) {
        URI base = settings.url() == null ? own : settings.url();
        if (base == null) {
            throw new PlatformException(UNREACHABLE, "The retrieval runtime of this process does not listen yet",
                    "It is tried again.");
        }
        return HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/$", "") + path)).timeout(
                settings.timeout()).header("Authorization", "Bearer " + key()).header("X-Attune-Project",
                        project.value());
    }

    private JsonNode send(HttpRequest request) {
        return read(request, exchange(request));
    }

    private static JsonNode read(HttpRequest request, HttpResponse<String> response) {
        if (response.statusCode() >= 500 || response.statusCode() == 429) {
            throw new NotAnswered(NotAnswered.Why.FAULT, request.method() + " " + request.uri().getPath() + " answered "
                    + response.statusCode(), null, null);
        }
        if (response.statusCode() != 200) {
            throw new PlatformException(
                    new ErrorCode("retrieval-failed", ErrorKind.PLATFORM),
                    request.method() + " " + request.uri().getPath() + " answered " + response.statusCode() + ": "
                            + response.body().substring(0, Math.min(300, response.body().length())),
                    "Look into the retrieval runtime's log.");
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new NotAnswered(NotAnswered.Why.FAULT, request.method() + " " + request.uri().getPath()
                    + " was answered with something that is not JSON", null, e);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            boolean reached = !(e instanceof HttpConnectTimeoutException);
            throw new NotAnswered(reached ? NotAnswered.Why.TIMED_OUT : NotAnswered.Why.FAULT,
                    "The retrieval runtime at " + request.uri().getAuthority() + " did not answer in time", null, e);
        } catch (IOException e) {
            throw new NotAnswered(NotAnswered.Why.FAULT, "The retrieval runtime at " + request.uri().getAuthority()
                    + " does not answer: " + e + "; check attune.retrieval.url and that a node of role retrieval"
                    + " runs", null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(UNREACHABLE, "Stopped while waiting for the retrieval runtime", "", e);
        }
    }

    private String key() {
        Path file = settings.keyFile() == null ? adminKey : settings.keyFile();
        try {
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new PlatformException(UNREACHABLE, "The key file " + file
                    + " for the retrieval runtime cannot be read",
                    "Set attune.retrieval.key-file.", e);
        }
    }
}
