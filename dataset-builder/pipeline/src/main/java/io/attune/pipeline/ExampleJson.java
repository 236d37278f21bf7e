package io.attune.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The canonical record of an example as JSON: {@code {id, source, key, group, license, lang?, messages: [{role, content,
 * weight?}], meta}}. The id is the digest of all the rest.
 */
public final class ExampleJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ExampleJson() {}

    /** The whole record. */
    public static ObjectNode write(Example example) {
        ObjectNode node = content(example);
        node.put("id", example.id().hex());
        return node;
    }

    /** Reads what {@link #write} wrote; the id is computed anew and not trusted. */
    public static Example read(JsonNode node) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : node.get("messages")) {
            Role role = Role.ofWord(message.get("role").stringValue()).orElseThrow();
            Integer weight = message.has("weight") ? Integer.valueOf(message.get("weight").intValue()) : null;
            messages.add(new Message(role, message.get("content").stringValue(), weight));
        }
        TreeMap<String, String> attributes = new TreeMap<>();
        node.get("meta").properties().forEach(e -> attributes.put(e.getKey(), e.getValue().stringValue()));
        return new Example(text(node, "source"), text(node, "key"), text(node, "group"), text(node, "license"),
                language(node), messages, attributes);
    }

    /** Reads the JSON text of a record. */
    public static Example read(String json) {
        return read(MAPPER.readTree(json));
    }

    /** An example as one line of OpenAI's chat format, without the line's end: {@code {"messages": […]}}. */
    public static String chatLine(Example example) {
        ObjectNode line = NODES.objectNode();
        line.set("messages", content(example).get("messages"));
        return MAPPER.writeValueAsString(line);
    }

    static ObjectNode content(Example example) {
        ObjectNode node = NODES.objectNode();
        node.put("source", example.source());
        node.put("key", example.key());
        node.put("group", example.group());
        node.put("license", example.license());
        if (example.language() != null) {
            node.put("lang", example.language());
        }
        var messages = node.putArray("messages");
        for (Message message : example.messages()) {
            ObjectNode out = messages.addObject();
            out.put("role", message.role().word());
            out.put("content", message.content());
            if (message.weight() != null) {
                out.put("weight", message.weight());
            }
        }
        ObjectNode meta = node.putObject("meta");
        example.attributes().forEach(meta::put);
        return node;
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).stringValue();
    }

    private static @Nullable String language(JsonNode node) {
        return node.has("lang") ? node.get("lang").stringValue() : null;
    }
}
