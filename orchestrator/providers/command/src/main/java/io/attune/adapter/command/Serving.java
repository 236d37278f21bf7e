package io.attune.adapter.command;

import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.adapter.command.CommandSettings.ServingSettings;
import io.attune.adapter.command.Http.Reply;
import io.attune.kernel.TokenCount;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.Deploys.Deployment;
import io.attune.provider.Deploys.State;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderModelId;
import io.attune.provider.ToolDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAI-compatible server that serves the base model and loads adapters by name (vLLM with
 * {@code VLLM_ALLOW_RUNTIME_LORA_UPDATING=True}). A tuned model's own name is its job's run key, a checkpoint's is
 * {@code KEY:checkpoint-STEP}; either is loaded when it is first asked.
 */
final class Serving {
    private static final String ANSWERING = "answering a conversation";
    private static final Pattern TUNED = Pattern.compile("([A-Za-z0-9_-]{1,64})(?::checkpoint-(\\d{1,9}))?");

    private final Http http;
    private final ServingSettings settings;

    Serving(CommandSettings settings, ServingSettings serving, HttpClient client) {
        this.settings = serving;
        http = new Http(client, "The server of connection '" + settings.connection().name() + "' at " + serving.url(),
                serving.url(), () -> settings.connection().options().secret("serving").orElse(""),
                settings.connection().timeout());
    }

    /** A checkpoint's model. */
    static ProviderModelId checkpoint(String key, int step) {
        return new ProviderModelId(key + ":checkpoint-" + step);
    }

    /** The run key of a tuned model; empty for a model that cannot be ours. */
    static Optional<String> runKey(ProviderModelId model) {
        Matcher parts = TUNED.matcher(model.value());
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    /**
     * Answers.
     *
     * @param tuned whether the model is a result of ours, which may have to be loaded first
     */
    ChatAnswer answer(ChatRequest request, boolean tuned) {
        ObjectNode body = body(request.model(), request.messages()).put("max_tokens", request.maxTokens()).put(
                "temperature", request.temperature());
        for (ToolDefinition tool : request.tools()) {
            ObjectNode function = body.withArray("/tools").addObject().put("type", "function").putObject(
                    "function").put(
                            "name", tool.name()).put("description", tool.description());
            function.set("parameters", Json.MAPPER.readTree(tool.parameters()));
        }
        Reply reply = http.ask(ANSWERING, "POST", "/chat/completions", Http.json(body));
        if (reply.status() == 404 && tuned) {
            load(request.model().value(), request.model());
            reply = http.ask(ANSWERING, "POST", "/chat/completions", Http.json(body));
        }
        if (reply.status() == 404) {
            throw new ProviderException(ProviderException.UNKNOWN_MODEL, "The model '" + request.model()
                    + "' is not there: " + http.describe(ANSWERING, reply),
                    "Look which models the server serves, or load this one.");
        }
        if (!reply.isSuccess()) {
            throw http.failure(ANSWERING, reply);
        }
        JsonNode choice = reply.body().path("choices").path(0);
        if (!choice.path("message").isObject()) {
            throw http.malformed(ANSWERING, "an answer without a message");
        }
        return new ChatAnswer(choice.path("message").path("content").stringValue(""),
                choice.path("finish_reason").stringValue("unknown"), tokens(reply.body(), "prompt_tokens"),
                tokens(reply.body(), "completion_tokens"), choice.path("message").path(
                        "tool_calls").valueStream().map(call -> call.path("function")).map(
                                function -> new ChatAnswer.ToolCall(function.path("name").stringValue(""),
                                        function.path("arguments").stringValue(""))).toList());
    }

    private static TokenCount tokens(JsonNode answer, String name) {
        return new TokenCount(Math.max(0, answer.path("usage").path(name).asLong(0)));
    }

    private static ObjectNode body(ProviderModelId model, List<ChatMessage> messages) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model.value());
        ArrayNode list = body.putArray("messages");
        messages.forEach(message -> list.addObject().put("role", message.role().name().toLowerCase(
                Locale.ROOT)).put("content", message.content()));
        return body;
    }

    /** Serves a tuned model under a name; the same again changes nothing. */
    Deployment load(String name, ProviderModelId model) {
        String operation = "loading the adapter " + model;
        Reply reply = http.ask(operation, "POST", "/load_lora_adapter", Http.json(
                Json.MAPPER.createObjectNode().put("lora_name", name).put("lora_path", path(model))));
        Optional<Deployment> there = reply.isSuccess()
                ? Optional.empty()
                : deployments().stream().filter(d -> d.name().equals(name)).findFirst();
        if (there.isPresent() && !model.equals(there.get().model())) {
            throw new ProviderException(ProviderException.REFUSED,
                    "The server at " + settings.url() + " serves another model, " + there.get().model()
                            + ", under the name '" + name + "'",
                    "Unload that first, or take another name.");
        }
        if (!reply.isSuccess() && there.isEmpty()) {
            throw http.failure(operation, reply);
        }
        return new Deployment(name, model, new ProviderModelId(name), State.ACTIVE, "loaded", null);
    }

    /** Ends it; one that is not loaded counts as ended. */
    void unload(String name) {
        String operation = "unloading the adapter " + name;
        Reply reply = http.ask(operation, "POST", "/unload_lora_adapter", Http.json(
                Json.MAPPER.createObjectNode().put("lora_name", name)));
        boolean gone = !reply.isSuccess() && deployments().stream().noneMatch(d -> d.name().equals(name));
        if (!reply.isSuccess() && !gone) {
            throw http.failure(operation, reply);
        }
    }

    /** What the server has loaded beside its base model, in order of names. */
    List<Deployment> deployments() {
        List<Deployment> found = new ArrayList<>();
        for (JsonNode model : http.askWell("listing models", "GET", "/models", null).path("data")) {
            String name = model.path("id").stringValue("");
            if (!name.isBlank() && model.path("parent").isString()) {
                JsonNode created = model.path("created");
                found.add(new Deployment(name, ours(model.path("root").stringValue("")), new ProviderModelId(name),
                        State.ACTIVE, "loaded", created.isNumber()
                                ? Instant.ofEpochSecond(created.longValue())
                                : null));
            }
        }
        found.sort(Comparator.comparing(Deployment::name));
        return found;
    }

    /** Where the server finds a tuned model's adapter. */
    String path(ProviderModelId model) {
        Matcher parts = TUNED.matcher(model.value());
        if (!parts.matches()) {
            throw new ProviderException(ProviderException.REFUSED, "'" + model + "' is no tuned model of ours",
                    "Name a run's result or one of its checkpoints.");
        }
        String out = settings.folder() + "/jobs/" + parts.group(1) + "/out";
        return parts.group(2) == null ? out : out + "/checkpoint-" + parts.group(2);
    }

    private @Nullable ProviderModelId ours(String path) {
        Matcher parts = Pattern.compile(Pattern.quote(settings.folder())
                + "/jobs/([A-Za-z0-9_-]{1,64})/out(?:/checkpoint-(\\d{1,9}))?").matcher(path);
        if (!parts.matches()) {
            return null;
        }
        return parts.group(2) == null
                ? new ProviderModelId(parts.group(1))
                : checkpoint(parts.group(1), Integer.parseInt(parts.group(2)));
    }
}
