package io.attune.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The canonical record of an example as JSON: {@code {id, source, key, group, license, lang?, messages: [{role, content,
 * name?, tool_calls?, tool_call_id?, weight?, reasoning?}], tools?, preferred?, rejected?, label?, meta}}. The id is the
 * digest of all the rest. Content is a text, a list of parts where it is more than one text, or null where there is none.
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
        TreeMap<String, String> attributes = new TreeMap<>();
        node.get("meta").properties().forEach(e -> attributes.put(e.getKey(), e.getValue().stringValue()));
        return new Example(text(node, "source"), text(node, "key"), text(node, "group"), text(node, "license"),
                optional(node, "lang"), messages(node.get("messages")), tools(node.path("tools")), judgement(node),
                attributes);
    }

    /**
     * Reads the messages and judgement of something a person wrote.
     *
     * @return an example without source, key, group and license
     * @throws IllegalArgumentException when it is not of the form that {@link #writeContent} gives
     */
    public static Example readContent(JsonNode node) {
        try {
            return new Example("", "", "", "", null, messages(node.get("messages")), List.of(), judgement(node),
                    new TreeMap<>());
        } catch (NullPointerException | NoSuchElementException | JacksonException e) {
            throw new IllegalArgumentException("The content is not of the form {messages: [{role, content}],"
                    + " preferred?, rejected?, label?}", e);
        }
    }

    /** Reads the JSON text of a record. */
    public static Example read(String json) {
        return read(MAPPER.readTree(json));
    }

    /**
     * An example as one line of OpenAI's formats, without the line's end: {@code {"messages": […], "tools": […]}} or, for
     * a preference, {@code {"input": {"messages": […], "tools": […]}, "preferred_output": […], "non_preferred_output": […]}}.
     * Reasoning and ratings have no place there.
     */
    public static String chatLine(Example example) {
        return ChatLine.of(example);
    }

    /** Everything in a record: what {@link ExampleBytes} digests. */
    static ObjectNode content(Example example) {
        ObjectNode node = NODES.objectNode();
        node.put("source", example.source());
        node.put("key", example.key());
        node.put("group", example.group());
        node.put("license", example.license());
        if (example.language() != null) {
            node.put("lang", example.language());
        }
        node.setAll(said(example));
        ObjectNode meta = node.putObject("meta");
        example.attributes().forEach(meta::put);
        return node;
    }

    /** What the record says, without where it came from. */
    static ObjectNode said(Example example) {
        ObjectNode node = writeContent(example.messages(), example.judgement());
        write(node, example.tools());
        return node;
    }

    /** Messages and what was thought of them: {@code {messages, preferred?, rejected?, label?}}. */
    public static ObjectNode writeContent(List<Message> messages, @Nullable Judgement judgement) {
        ObjectNode node = NODES.objectNode();
        write(node, "messages", messages);
        switch (judgement) {
            case Judgement.Preference(List<Message> preferred, List<Message> rejected) -> {
                write(node, "preferred", preferred);
                write(node, "rejected", rejected);
            }
            case Judgement.Rating(boolean good) -> node.put("label", good);
            case null -> {
            }
        }
        return node;
    }

    private static void write(ObjectNode node, String field, List<Message> messages) {
        var array = node.putArray(field);
        for (Message message : messages) {
            ObjectNode out = array.addObject();
            out.put("role", message.role().word());
            out.set("content", content(message.parts()));
            put(out, "name", message.name());
            if (!message.toolCalls().isEmpty()) {
                var calls = out.putArray("tool_calls");
                for (ToolCall call : message.toolCalls()) {
                    ObjectNode made = calls.addObject().put("id", call.id()).put("type", "function");
                    made.putObject("function").put("name", call.function()).put("arguments", call.arguments());
                }
            }
            put(out, "tool_call_id", message.toolCallId());
            if (message.weight() != null) {
                out.put("weight", message.weight());
            }
            put(out, "reasoning", message.reasoning());
        }
    }

    private static JsonNode content(List<Part> parts) {
        if (parts.isEmpty()) {
            return NODES.nullNode();
        }
        if (parts.size() == 1 && parts.getFirst() instanceof Part.Text(String text)) {
            return NODES.stringNode(text);
        }
        var array = NODES.arrayNode();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text) -> array.addObject().put("type", "text").put("text", text);
                case Part.Image(String url) ->
                    array.addObject().put("type", "image_url").putObject("image_url").put("url", url);
            }
        }
        return array;
    }

    private static void write(ObjectNode node, List<Tool> tools) {
        if (tools.isEmpty()) {
            return;
        }
        var array = node.putArray("tools");
        for (Tool tool : tools) {
            ObjectNode function = array.addObject().put("type", "function").putObject("function");
            function.put("name", tool.name());
            if (!tool.description().isEmpty()) {
                function.put("description", tool.description());
            }
            function.set("parameters", MAPPER.readTree(tool.parameters()));
        }
    }

    private static void put(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static List<Message> messages(JsonNode array) {
        List<Message> messages = new ArrayList<>();
        for (JsonNode message : array) {
            List<ToolCall> calls = new ArrayList<>();
            for (JsonNode call : message.path("tool_calls")) {
                calls.add(new ToolCall(text(call, "id"), text(call.get("function"), "name"), text(call.get("function"),
                        "arguments")));
            }
            Role role = Role.ofWord(text(message, "role")).orElseThrow();
            Integer weight = message.has("weight") ? Integer.valueOf(message.get("weight").intValue()) : null;
            messages.add(new Message(role, parts(message.get("content")), optional(message, "name"), calls, optional(
                    message, "tool_call_id"), weight, optional(message, "reasoning")));
        }
        return messages;
    }

    private static List<Part> parts(JsonNode content) {
        if (content.isNull()) {
            return List.of();
        }
        if (content.isString()) {
            return List.of(new Part.Text(content.stringValue()));
        }
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : content) {
            parts.add(part.has("text")
                    ? new Part.Text(text(part, "text"))
                    : new Part.Image(text(part.get("image_url"), "url")));
        }
        return parts;
    }

    private static List<Tool> tools(JsonNode array) {
        List<Tool> tools = new ArrayList<>();
        for (JsonNode tool : array) {
            JsonNode function = tool.get("function");
            String description = optional(function, "description");
            tools.add(new Tool(text(function, "name"), description == null ? "" : description, CanonicalJson.write(
                    function.get("parameters"))));
        }
        return tools;
    }

    private static @Nullable Judgement judgement(JsonNode node) {
        if (node.has("preferred")) {
            return new Judgement.Preference(messages(node.get("preferred")), messages(node.get("rejected")));
        }
        return node.has("label") ? new Judgement.Rating(node.get("label").booleanValue()) : null;
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).stringValue();
    }

    private static @Nullable String optional(JsonNode node, String key) {
        return node.has(key) ? node.get(key).stringValue() : null;
    }
}
