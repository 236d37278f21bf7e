package io.attune.pipeline.source;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

import io.attune.pipeline.Role;
import io.attune.pipeline.ToolCall;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what an assistant asks of tools, in today's form and in the older one with {@code function_call}, whose calls get
 * the names {@code call_1}, {@code call_2} and so on, and are answered in order. Not thread-safe.
 */
final class ToolCallReader {
    private static final String FORM = "Write {\"id\": …, \"type\": \"function\", \"function\": {\"name\": …,"
            + " \"arguments\": \"{…}\"}}: the arguments are JSON in a text.";

    private final LineProblems problems;
    private final SortedSet<String> notes;
    private final Map<String, Deque<String>> unanswered = new HashMap<>();
    private int legacy;

    ToolCallReader(LineProblems problems, SortedSet<String> notes) {
        this.problems = problems;
        this.notes = notes;
    }

    List<ToolCall> read(JsonNode message, Role role, String at) {
        JsonNode list = message.path("tool_calls");
        JsonNode old = message.path("function_call");
        List<ToolCall> calls = new ArrayList<>();
        if (!list.isMissingNode() && !list.isNull()) {
            readList(list, at + "/tool_calls", calls);
        }
        if (!old.isMissingNode() && !old.isNull()) {
            readOld(old, at + "/function_call", calls);
        }
        if (!calls.isEmpty() && role != Role.ASSISTANT) {
            problems.add(at + "/tool_calls", BadReason.TOOL_CALL, "the " + role.word() + " calls a tool",
                    "Only the assistant does.");
        }
        return calls;
    }

    private void readList(JsonNode list, String at, List<ToolCall> calls) {
        if (!list.isArray()) {
            problems.add(at, BadReason.TOOL_CALL, "tool_calls is a JSON " + LineProblems.kind(list)
                    + " and not a list", FORM);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode call = list.get(i);
            JsonNode function = call.path("function");
            JsonNode type = call.path("type");
            boolean known = call.path("id").isString() && type.isString() && type.stringValue().equals("function")
                    && call.size() == 3 + (call.has("index") ? 1 : 0);
            if (known && isFunction(function)) {
                calls.add(new ToolCall(call.get("id").stringValue(), function.get("name").stringValue(), function.get(
                        "arguments").stringValue()));
            } else {
                problems.add(at + "/" + i, BadReason.TOOL_CALL, "the tool call has not the form of one", FORM);
            }
        }
    }

    private void readOld(JsonNode function, String at, List<ToolCall> calls) {
        if (!isFunction(function)) {
            problems.add(at, BadReason.TOOL_CALL, "the function call has not the form of one",
                    "Write {\"name\": …, \"arguments\": \"{…}\"}.");
            return;
        }
        legacy++;
        String id = "call_" + legacy;
        String name = function.get("name").stringValue();
        calls.add(new ToolCall(id, name, function.get("arguments").stringValue()));
        unanswered.computeIfAbsent(name, n -> new ArrayDeque<>()).add(id);
        notes.add("function_call");
    }

    private static boolean isFunction(JsonNode function) {
        return function.path("name").isString() && function.path("arguments").isString() && function.size() == 2;
    }

    /** The older form's call that a function of this name answers now, or null when it was not called. */
    @Nullable
    String answeredByName(@Nullable String name) {
        notes.add("function_call");
        Deque<String> open = unanswered.get(name == null ? "" : name);
        return open == null ? null : open.poll();
    }
}
