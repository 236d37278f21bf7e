package io.attune.orchestrator.evaluation.measure;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.pipeline.ToolCall;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls of tools that are to be made: each with its name and with arguments equal as JSON (keys in any order, 1 equal to 1.0), in
 * any order among themselves, and none beside them. So a call is compared as its program would read it, as in the abstract syntax
 * tree check of S. Patil et al., "The Berkeley Function Calling Leaderboard", ICML 2025. A server without an interface for tools
 * may have the call as its text: {@code {"name": …, "arguments": {…}}} or a list of such.
 */
final class ToolCalls {

    private ToolCalls() {}

    private record Call(String name, JsonNode arguments) {

        boolean equalsAsJson(Call other) {
            return name.equals(other.name) && equal(arguments, other.arguments);
        }
    }

    static boolean areRight(String expected, Served served) {
        List<Call> wanted = JsonAnswer.read(expected).flatMap(ToolCalls::calls).orElseThrow(
                () -> new IllegalArgumentException("'" + expected + "' is no call of a tool"));
        Optional<List<Call>> made = made(served);
        return made.isPresent() && areEqual(wanted, made.get());
    }

    /** Calls as an expectation: a list of names and arguments. */
    static String expecting(List<ToolCall> calls) {
        ArrayNode list = JsonAnswer.STRICT.createArrayNode();
        for (ToolCall call : calls) {
            ObjectNode one = list.addObject().put("name", call.function());
            JsonAnswer.read(call.arguments().isBlank() ? "{}" : call.arguments()).ifPresentOrElse(
                    arguments -> one.set("arguments", arguments), () -> one.put("arguments", call.arguments()));
        }
        return JsonAnswer.STRICT.writeValueAsString(list);
    }

    static Optional<String> problem(String expected) {
        return JsonAnswer.read(expected).flatMap(ToolCalls::calls).isPresent()
                ? Optional.empty()
                : Optional.of("it is not {\"name\": \"…\", \"arguments\": {…}} or a list of such");
    }

    private static boolean areEqual(List<Call> wanted, List<Call> made) {
        List<Call> left = new ArrayList<>(made);
        for (Call call : wanted) {
            Optional<Call> same = left.stream().filter(call::equalsAsJson).findFirst();
            if (same.isEmpty()) {
                return false;
            }
            left.remove(same.get());
        }
        return left.isEmpty();
    }

    private static Optional<List<Call>> made(Served served) {
        if (served.toolCalls().isEmpty()) {
            return Optional.of(JsonAnswer.read(served.text()).flatMap(ToolCalls::calls).orElse(List.of()));
        }
        List<Call> calls = new ArrayList<>();
        for (Served.ToolCall call : served.toolCalls()) {
            Optional<JsonNode> arguments = JsonAnswer.read(call.arguments().isBlank() ? "{}" : call.arguments());
            if (arguments.isEmpty()) {
                return Optional.empty();
            }
            calls.add(new Call(call.name(), arguments.get()));
        }
        return Optional.of(calls);
    }

    /** An empty list is a wish, too: that no tool is called. */
    private static Optional<List<Call>> calls(JsonNode json) {
        List<Call> calls = new ArrayList<>();
        for (JsonNode call : json.isArray() ? json : List.of(json)) {
            JsonNode arguments = call.path("arguments");
            boolean hasArguments = arguments.isObject() || arguments.isMissingNode();
            if (!call.isObject() || call.path("name").asString("").isBlank() || !hasArguments) {
                return Optional.empty();
            }
            calls.add(new Call(call.path("name").asString(""), arguments.isMissingNode()
                    ? JsonAnswer.STRICT.createObjectNode()
                    : arguments));
        }
        return Optional.of(calls);
    }

    private static boolean equal(JsonNode a, JsonNode b) {
        return a.equals((x, y) -> x.isNumber() && y.isNumber() ? number(x).compareTo(number(y)) : x.equals(y) ? 0 : 1,
                b);
    }

    private static BigDecimal number(JsonNode node) {
        return node.decimalValue();
    }
}
