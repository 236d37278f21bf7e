package io.attune.pipeline.source;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

import io.attune.kernel.CanonicalJson;
import io.attune.pipeline.Tool;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what the assistant may call: {@code tools}, or {@code functions} in the older form. */
final class ToolReader {
    /** What a tool without parameters takes. */
    private static final String NO_PARAMETERS = "{\"properties\":{},\"type\":\"object\"}";
    private static final String FORM = "Write {\"type\": \"function\", \"function\": {\"name\": …, \"description\": …,"
            + " \"parameters\": {…}}}.";

    private final LineProblems problems;
    private final SortedSet<String> notes;

    ToolReader(LineProblems problems, SortedSet<String> notes) {
        this.problems = problems;
        this.notes = notes;
    }

    List<Tool> read(JsonNode holder, String at) {
        List<Tool> tools = new ArrayList<>();
        JsonNode list = holder.path("tools");
        if (isThere(list, at + "/tools")) {
            for (int i = 0; i < list.size(); i++) {
                JsonNode type = list.get(i).path("type");
                boolean function = type.isString() && type.stringValue().equals("function") && list.get(i).size() == 2;
                add(tools, function ? list.get(i).path("function") : type, at + "/tools/" + i);
            }
        }
        JsonNode old = holder.path("functions");
        if (isThere(old, at + "/functions")) {
            notes.add("functions");
            for (int i = 0; i < old.size(); i++) {
                add(tools, old.get(i), at + "/functions/" + i);
            }
        }
        return tools;
    }

    private boolean isThere(JsonNode list, String at) {
        boolean absent = list.isMissingNode() || list.isNull();
        if (!absent && !list.isArray()) {
            problems.add(at, BadReason.TOOL, "the tools are a JSON " + LineProblems.kind(list) + " and not a list",
                    FORM);
        }
        return list.isArray();
    }

    private void add(List<Tool> tools, JsonNode function, String at) {
        Tool tool = tool(function);
        if (tool == null) {
            problems.add(at, BadReason.TOOL, "the tool has not the form of one", FORM);
        } else {
            tools.add(tool);
        }
    }

    private @Nullable Tool tool(JsonNode function) {
        JsonNode name = function.path("name");
        JsonNode description = function.path("description");
        JsonNode parameters = function.path("parameters");
        JsonNode strict = function.path("strict");
        int known = 1 + count(function, "description") + count(function, "parameters") + count(function, "strict");
        boolean described = description.isMissingNode() || description.isNull() || description.isString();
        if (!name.isString() || !described || function.size() != known || !isFinite(parameters)) {
            return null;
        }
        if (strict.isBoolean() && strict.booleanValue()) {
            notes.add("tools.strict");
        } else if (!strict.isMissingNode() && !strict.isNull() && !strict.isBoolean()) {
            return null;
        }
        return new Tool(name.stringValue(), description.isString() ? description.stringValue() : "",
                parameters.isMissingNode() || parameters.isNull()
                        ? NO_PARAMETERS
                        : CanonicalJson.write(parameters));
    }

    private static int count(JsonNode node, String key) {
        return node.has(key) ? 1 : 0;
    }

    /** A number beyond a double has no canonical form here. */
    private static boolean isFinite(JsonNode node) {
        if (node.isContainer()) {
            return node.valueStream().allMatch(ToolReader::isFinite);
        }
        return !node.isFloatingPointNumber() || Double.isFinite(node.doubleValue());
    }
}
