package io.attune.dataset.withdraw;

import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Takes a subject out of trees of JSON: each text that names it becomes {@value #BLANK}. */
final class Blanking {
    static final String BLANK = "[withdrawn]";

    private final Sought sought;

    Blanking(Sought sought) {
        this.sought = sought;
    }

    String text(String text) {
        return sought.inText(text) == null ? text : BLANK;
    }

    /** A copy without the subject. */
    JsonNode tree(JsonNode node) {
        if (node.isString()) {
            return JsonNodeFactory.instance.stringNode(text(node.stringValue()));
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(child -> copy.add(tree(child)));
            return copy;
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                copy.set(text(entry.getKey()), tree(entry.getValue()));
            }
            return copy;
        }
        return node;
    }
}
