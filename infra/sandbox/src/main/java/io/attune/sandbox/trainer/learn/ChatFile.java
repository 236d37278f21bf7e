package io.attune.sandbox.trainer.learn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.attune.sandbox.trainer.ChatMessage;
import io.attune.sandbox.trainer.ChatMessage.Role;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads conversations from JSON Lines in the OpenAI chat format.
 *
 * <p>
 * {@code developer} is read as system; {@code tool} and {@code function} as user, being what the model is told. Content
 * may be a text, a list of text parts, or absent where the assistant calls tools, whose calls are then its text.
 */
final class ChatFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ChatFile() {}

    /**
     * The file's conversations in order.
     *
     * @throws TrainerException of kind INVALID_REQUEST, naming the line, if one is no conversation
     */
    static List<List<ChatMessage>> read(Path file) {
        List<List<ChatMessage>> conversations = new ArrayList<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    conversations.add(conversation(lines.get(i), file.getFileName() + ", line " + (i + 1)));
                }
            }
        } catch (IOException e) {
            throw new TrainerException(Kind.INVALID_REQUEST, "The file " + file + " cannot be read as UTF-8 text", e);
        }
        return conversations;
    }

    private static List<ChatMessage> conversation(String line, String place) {
        try {
            JsonNode messages = JSON.readTree(line).path("messages");
            require(messages.isArray() && !messages.isEmpty(), place, "messages is no list with at least one message");
            List<ChatMessage> conversation = new ArrayList<>();
            for (JsonNode message : messages) {
                conversation.add(message(message, place));
            }
            return conversation;
        } catch (JacksonException e) {
            throw new TrainerException(Kind.INVALID_REQUEST, place + ": this is no JSON", e);
        }
    }

    private static ChatMessage message(JsonNode message, String place) {
        Role role = switch (message.path("role").asString("")) {
            case "system", "developer" -> Role.SYSTEM;
            case "user", "tool", "function" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw new TrainerException(Kind.INVALID_REQUEST,
                    place + ": the role " + message.path("role") + " is none of system, user, assistant, tool");
        };
        int weight = message.hasNonNull("weight") ? message.path("weight").asInt(-1) : 1;
        require(weight == 0 || weight == 1, place, "weight is " + message.path("weight") + ", not 0 or 1");
        return new ChatMessage(role, content(message, place), weight);
    }

    private static String content(JsonNode message, String place) {
        JsonNode content = message.path("content");
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            require(part.path("type").asString("").equals("text"), place, "only parts of type text can be learnt");
            text.append(part.path("text").asString(""));
        }
        JsonNode calls = message.path("tool_calls");
        require(!text.isEmpty() || !calls.isMissingNode(), place, "a message has no content");
        return calls.isMissingNode() ? text.toString() : text.append(calls).toString();
    }

    private static void require(boolean condition, String place, String otherwise) {
        if (!condition) {
            throw new TrainerException(Kind.INVALID_REQUEST, place + ": " + otherwise);
        }
    }
}
