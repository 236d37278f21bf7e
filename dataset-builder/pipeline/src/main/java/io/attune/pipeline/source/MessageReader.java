package io.attune.pipeline.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

import io.attune.pipeline.Message;
import io.attune.pipeline.Part;
import io.attune.pipeline.Role;
import io.attune.pipeline.ToolCall;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the messages of one conversation. It refuses only what a {@link Message} cannot hold; whether the conversation
 * makes sense is for {@code validate} to say. Not thread-safe.
 */
final class MessageReader {
    private static final Set<String> KEYS = Set.of("role", "content", "name", "tool_calls", "tool_call_id", "weight",
            "function_call", "reasoning", "reasoning_content", "refusal", "audio");
    private static final String KNOWN = "Known are role, content, name, tool_calls, tool_call_id, weight, reasoning.";

    private final LineProblems problems;
    private final PartReader parts;
    private final ToolCallReader calls;

    /** @param notes gets a word for whatever was put into another form */
    MessageReader(LineProblems problems, SortedSet<String> notes) {
        this.problems = problems;
        this.parts = new PartReader(problems);
        this.calls = new ToolCallReader(problems, notes);
    }

    /**
     * The messages of a list; those that cannot be held are left out and stand in the problems.
     *
     * @param holder the object that has the list
     * @param at the holder's JSON pointer
     */
    List<Message> read(JsonNode holder, String key, String at, String missing) {
        JsonNode list = holder.path(key);
        List<Message> messages = new ArrayList<>();
        if (!list.isArray() || list.isEmpty()) {
            problems.add(at + "/" + key, missing, list.isMissingNode()
                    ? "there are no messages"
                    : key + " is not a list with an entry",
                    "Write \"" + key + "\": [{\"role\": …, \"content\": …}, …].");
            return messages;
        }
        for (int i = 0; i < list.size(); i++) {
            Message message = message(list.get(i), at + "/" + key + "/" + i);
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** A message, or null when it cannot be held. */
    private @Nullable Message message(JsonNode node, String at) {
        if (!node.isObject()) {
            problems.add(at, BadReason.DATA_TYPE, "the message is a JSON " + LineProblems.kind(node)
                    + " and not an object", "Write {\"role\": …, \"content\": …}.");
            return null;
        }
        int before = problems.size();
        checkKeys(node, at);
        JsonNode word = node.path("role");
        boolean legacy = word.isString() && word.stringValue().equals("function");
        Role role = legacy ? Role.TOOL : role(node, word, at);
        if (role == null) {
            return null;
        }
        List<ToolCall> called = calls.read(node, role, at);
        List<Part> said = content(node, !called.isEmpty(), at);
        Integer weight = weight(node.path("weight"), role, at);
        String name = text(node, "name", at);
        String answers = legacy ? calls.answeredByName(name) : text(node, "tool_call_id", at);
        String reasoning = text(node, node.hasNonNull("reasoning") ? "reasoning" : "reasoning_content", at);
        return problems.size() > before
                ? null
                : new Message(role, said, legacy && answers != null ? null : name, called, answers, weight, reasoning);
    }

    private void checkKeys(JsonNode node, String at) {
        node.properties().forEach(entry -> {
            boolean emptyOnly = entry.getKey().equals("refusal") || entry.getKey().equals("audio");
            if (!KEYS.contains(entry.getKey()) || (emptyOnly && !entry.getValue().isNull())) {
                problems.add(at + "/" + LineProblems.escape(entry.getKey()), BadReason.UNRECOGNIZED_KEY,
                        "'" + LineProblems.escape(entry.getKey()) + "' is not known here", KNOWN);
            }
        });
    }

    private @Nullable Role role(JsonNode node, JsonNode word, String at) {
        Role role = word.isString() ? Role.ofWord(word.stringValue()).orElse(null) : null;
        if (role == null) {
            boolean absent = !node.has("role");
            problems.add(at + "/role", absent ? BadReason.MISSING_KEY : BadReason.UNRECOGNIZED_ROLE, absent
                    ? "the message has no role"
                    : "role " + (word.isString() && word.stringValue().length() < 40 ? word : LineProblems.kind(word))
                            + " is not known",
                    "Write system, developer, user, assistant or tool.");
        }
        return role;
    }

    private List<Part> content(JsonNode node, boolean calls, String at) {
        JsonNode content = node.path("content");
        if (content.isString()) {
            return List.of(new Part.Text(content.stringValue()));
        }
        if (content.isArray()) {
            return parts.read(content, at + "/content");
        }
        if (content.isMissingNode() && !calls) {
            problems.add(at + "/content", BadReason.MISSING_KEY, "the message has no content",
                    "Write what is said as a text.");
        } else if (!content.isMissingNode() && !content.isNull()) {
            problems.add(at + "/content", BadReason.CONTENT, "the content is a JSON " + LineProblems.kind(content)
                    + " and not a text", "Write what is said as a text, or as a list of parts.");
        }
        return List.of();
    }

    private @Nullable Integer weight(JsonNode node, Role role, String at) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        double value = node.isNumber() ? node.doubleValue() : -1;
        if (role == Role.ASSISTANT && (value == 0 || value == 1)) {
            return (int) value;
        }
        problems.add(at + "/weight", BadReason.WEIGHT, "weight " + (node.isNumber()
                ? node.toString()
                : LineProblems.kind(node)) + " is not allowed here", "Write 0 or 1, on assistant messages alone.");
        return null;
    }

    private @Nullable String text(JsonNode node, String key, String at) {
        JsonNode value = node.path(key);
        if (value.isString()) {
            return value.stringValue();
        }
        if (!value.isMissingNode() && !value.isNull()) {
            problems.add(at + "/" + key, BadReason.DATA_TYPE, key + " is a JSON " + LineProblems.kind(value)
                    + " and not a text", "Quote it.");
        }
        return null;
    }
}
