package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.attune.cli.api.Json;
import tools.jackson.databind.JsonNode;

/** A tree as YAML, with a comment behind each value that says where it was written. */
final class Explanation {
    private static final Pattern PLAIN = Pattern.compile(
            "[A-Za-z][A-Za-z0-9 ._/+@-]*|\\d+(\\.\\d+)?( [A-Z]{3})?|\\d+%");
    private static final int COMMENT_AT = 56;

    private final JsonNode origins;
    private final String file;
    private final List<String> lines = new ArrayList<>();

    /**
     * @param origins by JSON pointer
     * @param file what {@code line 3} is a line of
     */
    Explanation(JsonNode origins, String file) {
        this.origins = origins;
        this.file = file;
    }

    List<String> lines(JsonNode tree) {
        group(tree, "", "", "");
        return lines;
    }

    /** @param first what stands before the first key, such as a hyphen */
    private void group(JsonNode tree, String place, String indent, String first) {
        String lead = first;
        for (var entry : tree.properties()) {
            String key = lead + scalar(entry.getKey()) + ":";
            lead = indent;
            value(key, entry.getValue(), place + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"), indent);
        }
    }

    private void value(String key, JsonNode value, String place, String indent) {
        if (value.isObject() && !value.isEmpty()) {
            lines.add(key);
            group(value, place, indent + "  ", indent + "  ");
        } else if (value.isArray() && !value.isEmpty()) {
            lines.add(key);
            for (int i = 0; i < value.size(); i++) {
                item(value.get(i), place + "/" + i, indent + "  ");
            }
        } else {
            line(key + " " + scalar(value), place);
        }
    }

    private void item(JsonNode item, String place, String indent) {
        if (item.isObject() && !item.isEmpty()) {
            group(item, place, indent + "  ", indent + "- ");
        } else {
            line(indent + "- " + scalar(item), place);
        }
    }

    private void line(String text, String place) {
        JsonNode known = origins.path(place);
        String origin = known.isString() ? known.stringValue() : "";
        String said = origin.startsWith("line ") ? file + ", " + origin : origin;
        lines.add(said.isEmpty() ? text : text + " ".repeat(Math.max(2, COMMENT_AT - text.length())) + "# " + said);
    }

    private static String scalar(JsonNode value) {
        return value.isString() ? scalar(value.stringValue()) : Json.write(value);
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !text.matches("[0-9.]+") && !text.matches(
                "(?i)true|false|null|.* $");
        return plain ? text : Json.write(Json.object().put("v", text)).replaceAll("^\\{\"v\":|}$", "");
    }
}
