package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v1/chat/completions} with vLLM's extension for scoring, and {@code /tokenize}. A question with an
 * {@code Idempotency-Key} is answered and billed once: a repetition gets the earlier answer.
 */
final class ChatApi {
    private static final int TOKENS_USUAL = 256;
    private static final int KEYS_MAX = 20_000;

    private final Engine engine;
    private final Function<String, Engine.Model> models;
    private final Names names;
    private final AtomicInteger billed = new AtomicInteger();
    /** The answers of the newest keys, or the one under way. */
    private final Map<String, CompletableFuture<JsonNode>> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<JsonNode>> eldest) {
            return size() > KEYS_MAX;
        }
    };

    ChatApi(Engine engine, Function<String, Engine.Model> models, Names names) {
        this.engine = engine;
        this.models = models;
        this.names = names;
    }

    @Nullable
    Reply answer(Call call) throws IOException {
        if (call.is("POST", "v1", "chat", "completions")) {
            String key = call.idempotencyKey();
            return key == null ? complete(call.json()) : once(key, call.json());
        }
        if (call.is("POST", "tokenize") || call.is("POST", "v1", "tokenize")) {
            return count(call.json());
        }
        return null;
    }

    /** How many conversations were answered or scored, and billed for it. */
    int billed() {
        return billed.get();
    }

    private Reply once(String key, ObjectNode body) {
        if (body.path("stream").asBoolean(false)) {
            return complete(body);
        }
        CompletableFuture<JsonNode> mine = new CompletableFuture<>();
        CompletableFuture<JsonNode> first;
        synchronized (answers) {
            first = answers.putIfAbsent(key, mine);
        }
        if (first != null) {
            try {
                return new Reply.Document(first.join().deepCopy());
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        try {
            Reply reply = complete(body);
            if (reply instanceof Reply.Document document) {
                mine.complete(document.body().deepCopy());
            }
            return reply;
        } catch (RuntimeException e) {
            synchronized (answers) {
                answers.remove(key);
            }
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private Reply complete(ObjectNode body) {
        String name = text(body, "model");
        Engine.Model model = models.apply(name);
        List<Engine.Turn> messages = messages(body);
        if (integer(body, "n", 1, 1, 1) != 1) {
            throw ApiError.invalid("n", "invalid_value", "This server gives one choice.");
        }
        if (!body.path("prompt_logprobs").isMissingNode() && !body.path("prompt_logprobs").isNull()) {
            return score(name, model, messages, body);
        }
        int tokens = integer(body, "max_completion_tokens", integer(body, "max_tokens", TOKENS_USUAL, 1, 1 << 20), 1,
                1 << 20);
        JsonNode seed = body.path("seed");
        Engine.Completion answer = engine.chat(new Engine.ChatCall(model, messages, tokens,
                number(body, "temperature", 1, 0, 2), number(body, "top_p", 1, 1e-6, 1),
                seed.isIntegralNumber() ? Long.valueOf(seed.longValue()) : null, stop(body)));
        billed.incrementAndGet();
        return body.path("stream").asBoolean(false) ? stream(name, answer) : full(name, answer);
    }

    private Reply full(String model, Engine.Completion answer) {
        ObjectNode body = envelope("chat.completion", model);
        ObjectNode choice = choice(answer.finishReason());
        choice.set("message", Json.object().put("role", "assistant").put("content", answer.text()).putNull("refusal"));
        body.set("choices", Json.array().add(choice));
        body.set("usage", usage(answer.promptTokens(), answer.completionTokens()));
        return new Reply.Document(body);
    }

    private Reply stream(String model, Engine.Completion answer) {
        ObjectNode words = envelope("chat.completion.chunk", model);
        ObjectNode first = choice(null);
        first.set("delta", Json.object().put("role", "assistant").put("content", answer.text()));
        words.set("choices", Json.array().add(first));
        ObjectNode end = envelope("chat.completion.chunk", model);
        ObjectNode last = choice(answer.finishReason());
        last.set("delta", Json.object());
        end.set("choices", Json.array().add(last));
        end.set("usage", usage(answer.promptTokens(), answer.completionTokens()));
        return Reply.text("text/event-stream", "data: " + words + "\n\ndata: " + end + "\n\ndata: [DONE]\n\n");
    }

    private Reply score(String name, Engine.Model model, List<Engine.Turn> messages, ObjectNode request) {
        if (!messages.getLast().role().equals("assistant")
                || request.path("add_generation_prompt").asBoolean(true)) {
            throw ApiError.invalid("prompt_logprobs", "invalid_value",
                    "Scoring needs an assistant message at the end and add_generation_prompt false.");
        }
        List<Engine.ScoredToken> tokens = engine.score(model, messages);
        billed.incrementAndGet();
        ArrayNode logprobs = Json.array();
        for (Engine.ScoredToken token : tokens) {
            Double logprob = token.logprob();
            if (logprob == null) {
                logprobs.addNull();
            } else {
                ObjectNode entry = Json.object().put("logprob", logprob).put("rank", token.rank()).put(
                        "decoded_token", token.text());
                logprobs.add(Json.object().set(Integer.toString(token.id()), entry));
            }
        }
        ObjectNode body = envelope("chat.completion", name);
        ObjectNode choice = choice("length");
        choice.set("message", Json.object().put("role", "assistant").put("content", "").putNull("refusal"));
        body.set("choices", Json.array().add(choice));
        body.set("usage", usage(tokens.size(), 0));
        body.set("prompt_logprobs", logprobs);
        return new Reply.Document(body);
    }

    private Reply count(ObjectNode body) {
        Engine.Model model = models.apply(text(body, "model"));
        int tokens = engine.countTokens(model, messages(body), body.path("add_generation_prompt").asBoolean(true));
        ObjectNode answer = Json.object().put("count", tokens);
        engine.baseModels().stream().filter(base -> base.id().equals(model.base())).findFirst().map(
                base -> base.facts().get("context_length")).ifPresent(
                        length -> answer.set("max_model_len", Json.tree(length)));
        return new Reply.Document(answer);
    }

    private static List<Engine.Turn> messages(ObjectNode body) {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiError.invalid("messages", "missing_required_parameter", "'messages' has at least one message.");
        }
        List<Engine.Turn> turns = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            turns.add(turn(messages.get(i), "messages[" + i + "]"));
        }
        return turns;
    }

    private static Engine.Turn turn(JsonNode message, String place) {
        String role = message.path("role").stringValue("");
        String spoken = switch (role) {
            case "system", "developer" -> "system";
            case "user", "assistant" -> role;
            default -> throw ApiError.invalid(place + ".role", "invalid_value",
                    place + ".role is '" + role + "'; it is one of system, developer, user, assistant.");
        };
        JsonNode content = message.path("content");
        if (content.isString()) {
            return new Engine.Turn(spoken, content.stringValue());
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode part : content) {
            if (!part.path("type").stringValue("").equals("text")) {
                throw ApiError.invalid(place + ".content", "invalid_value", "This server reads text only.");
            }
            joined.append(part.path("text").stringValue(""));
        }
        if (!content.isArray() || joined.isEmpty()) {
            throw ApiError.invalid(place + ".content", "invalid_type", place + ".content is not a text.");
        }
        return new Engine.Turn(spoken, joined.toString());
    }

    private static List<String> stop(ObjectNode body) {
        JsonNode stop = body.path("stop");
        List<String> texts = new ArrayList<>();
        if (stop.isString()) {
            texts.add(stop.stringValue());
        }
        stop.forEach(text -> texts.add(text.asString("")));
        if (texts.size() > 4 || texts.contains("")) {
            throw ApiError.invalid("stop", "invalid_value", "stop is at most 4 texts, none of them empty.");
        }
        return texts;
    }

    private static String text(ObjectNode body, String name) {
        String value = body.path(name).stringValue("");
        if (value.isEmpty()) {
            throw ApiError.invalid(name, "missing_required_parameter", "Missing required parameter: '" + name + "'.");
        }
        return value;
    }

    private static int integer(ObjectNode body, String name, int usual, int min, int max) {
        return (int) number(body, name, usual, min, max);
    }

    private static double number(ObjectNode body, String name, double usual, double min, double max) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return usual;
        }
        if (!value.isNumber() || value.doubleValue() < min || value.doubleValue() > max) {
            throw ApiError.invalid(name, "invalid_value",
                    name + " is " + value + "; it is from " + min + " to " + max + ".");
        }
        return value.doubleValue();
    }

    private ObjectNode envelope(String object, String model) {
        return Json.object().put("id", names.next("chatcmpl")).put("object", object).put("created",
                names.now()).put("model", model);
    }

    private static ObjectNode choice(@Nullable String finishReason) {
        return Json.object().put("index", 0).putNull("logprobs").put("finish_reason", finishReason);
    }

    private static ObjectNode usage(int prompt, int completion) {
        return Json.object().put("prompt_tokens", prompt).put("completion_tokens", completion).put("total_tokens",
                prompt + completion);
    }
}
