package io.attune.adapter.openai;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import io.attune.adapter.openai.Transport.Answer;
import io.attune.kernel.CanonicalJson;
import io.attune.kernel.TokenCount;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenScoring.TokenScore;
import io.attune.provider.ToolDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Conversations: answers and scores. */
final class Chat {
    private static final String ANSWERING = "answering a conversation";
    private static final String COUNTING = "counting tokens";
    private static final String SCORING = "scoring an answer";

    private final Transport transport;

    Chat(Transport transport) {
        this.transport = transport;
    }

    ChatAnswer answer(ChatRequest request) {
        // max_tokens is the name that servers of every age know
        ObjectNode body = body(request.model(), request.messages()).put("max_tokens", request.maxTokens()).put(
                "temperature", request.temperature());
        tools(body, request.tools());
        HttpRequest.Builder asking = transport.request("chat/completions").header("Content-Type",
                "application/json").POST(Transport.json(body));
        String key = request.key();
        if (key != null) {
            asking.header("Idempotency-Key", key);
        }
        JsonNode answer = known(request.model(), transport.ask(ANSWERING, asking));
        JsonNode choice = answer.path("choices").path(0);
        if (!choice.path("message").isObject()) {
            throw transport.malformed(ANSWERING, "an answer without a message");
        }
        JsonNode message = choice.path("message");
        String text = message.path("content").stringValue("");
        String refusal = message.path("refusal").stringValue("");
        return new ChatAnswer(text.isEmpty() ? refusal : text,
                refusal.isEmpty() ? choice.path("finish_reason").stringValue("unknown") : "refusal",
                tokens(answer, "prompt_tokens"), tokens(answer, "completion_tokens"),
                message.path("tool_calls").valueStream().map(call -> call.path("function")).map(
                        function -> new ChatAnswer.ToolCall(function.path("name").stringValue(""),
                                function.path("arguments").stringValue(""))).toList());
    }

    private static void tools(ObjectNode body, List<ToolDefinition> tools) {
        for (ToolDefinition tool : tools) {
            ObjectNode function = body.withArray("/tools").addObject().put("type", "function").putObject(
                    "function").put(
                            "name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", Transport.JSON.readTree(tool.parameters()));
        }
    }

    /** The body of a success; a model that is not there is another failure than a question that is not liked. */
    private JsonNode known(ProviderModelId model, Answer answer) {
        if (answer.isSuccess()) {
            return answer.body();
        }
        throw answer.status() == 404
                ? new ProviderException(ProviderException.UNKNOWN_MODEL, "The model '" + model + "' is not there: "
                        + transport.describe(answer),
                        "Look which models the connection has, or load or deploy this one.")
                : transport.failure(answer);
    }

    private static TokenCount tokens(JsonNode answer, String name) {
        return new TokenCount(Math.max(0, answer.path("usage").path(name).asLong(0)));
    }

    /** The conversation's tokens all have a probability; the answer's are those after the prompt's. */
    TokenScore score(ProviderModelId model, List<ChatMessage> prompt, String answer) {
        OptionalLong counted = count(model, prompt, true);
        if (counted.isEmpty()) {
            throw new ProviderException(ProviderException.REFUSED,
                    "The server of model " + model + " has no /tokenize, without which answers cannot be scored",
                    "Score with a server that has vLLM's extensions.");
        }
        int promptTokens = Math.toIntExact(counted.getAsLong());
        ObjectNode body = body(model, prompt);
        ((ArrayNode) body.path("messages")).add(message(ChatMessage.assistant(answer)));
        body.put("max_tokens", 1).put("temperature", 0).put("prompt_logprobs", 0).put("add_generation_prompt", false);
        // the score of an answer is always the same, so what is scored names the question
        JsonNode scored = known(model, transport.ask(SCORING, transport.request("chat/completions").header(
                "Content-Type",
                "application/json").header("Idempotency-Key", CanonicalJson.digest(body).hex()).POST(Transport.json(
                        body))));
        JsonNode logprobs = scored.path("prompt_logprobs");
        if (!logprobs.isArray() || logprobs.size() <= promptTokens) {
            throw transport.malformed(SCORING, "prompt_logprobs for " + logprobs.size() + " tokens, of which "
                    + promptTokens + " are the prompt's");
        }
        long billed = Math.max(logprobs.size(), scored.path("usage").path("total_tokens").asLong(0));
        double sum = 0;
        int likeliest = 0;
        for (int i = promptTokens; i < logprobs.size(); i++) {
            JsonNode token = logprobs.get(i).valueStream().findFirst().orElse(logprobs.get(i));
            if (!token.path("logprob").isNumber()) {
                throw transport.malformed(SCORING, "token " + i + " without a logprob");
            }
            sum += token.path("logprob").doubleValue();
            likeliest += token.path("rank").asInt(0) == 1 ? 1 : 0;
        }
        return new TokenScore(Math.min(0, sum), logprobs.size() - promptTokens, likeliest, billed);
    }

    /** Empty when the server has no such endpoint. */
    OptionalLong count(ProviderModelId model, List<ChatMessage> messages, boolean opening) {
        Answer answer = transport.ask(COUNTING, transport.requestAtRoot("tokenize").header("Content-Type",
                "application/json").POST(
                        Transport.json(body(model, messages).put("add_generation_prompt", opening))));
        if (answer.status() == 404 && !answer.error().path("code").stringValue("").equals("model_not_found")) {
            return OptionalLong.empty();
        }
        if (!answer.isSuccess()) {
            throw transport.failure(answer);
        }
        JsonNode count = answer.body().path("count");
        if (!count.isIntegralNumber() || count.longValue() < 0) {
            throw transport.malformed(COUNTING, "a token count that is none");
        }
        return OptionalLong.of(count.longValue());
    }

    private static ObjectNode body(ProviderModelId model, List<ChatMessage> messages) {
        ObjectNode body = Transport.JSON.createObjectNode().put("model", model.value());
        ArrayNode list = body.putArray("messages");
        messages.forEach(message -> list.add(message(message)));
        return body;
    }

    private static ObjectNode message(ChatMessage message) {
        return Transport.JSON.createObjectNode().put("role", message.role().name().toLowerCase(Locale.ROOT)).put(
                "content", message.content());
    }
}
