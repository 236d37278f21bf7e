package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads OpenAI's chat format: {@code {"messages": [{"role", "content", "weight"?}], "metadata"?: {text: text}}} on each
 * line. Blank lines are skipped. Metadata becomes the example's attributes. Not thread-safe; read to the end and closed
 * by the caller who opened the stream.
 */
public final class ChatJsonlReader {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(
            StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final SourceSpec.OfFile source;
    private final TextLines lines;

    /** Reads a whole file. */
    public ChatJsonlReader(SourceSpec.OfFile source, InputStream content) {
        this(source, content, LineRange.ALL);
    }

    /** @param content positioned at the range's first byte */
    public ChatJsonlReader(SourceSpec.OfFile source, InputStream content, LineRange range) {
        this.source = source;
        this.lines = new TextLines(content, range);
    }

    /**
     * The next record, or null at the end.
     *
     * @throws IOException when the stream fails
     */
    public @Nullable SourceItem next() throws IOException {
        for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
            String place = source.path() + ":" + line.number();
            switch (line) {
                case TextLines.Line.Text text when text.text().isBlank() -> {
                    continue;
                }
                case TextLines.Line.Text text -> {
                    return parse(text.text(), place);
                }
                case TextLines.Line.NotUtf8 bad -> {
                    return bad(place, "not-utf-8", new Problem(place + ":" + bad.column(), "byte "
                            + String.format("0x%02X", bad.badByte()) + " at offset " + bad.byteOffset()
                            + " is not UTF-8", "Save the file as UTF-8."));
                }
                case TextLines.Line.TooLong _ -> {
                    return bad(place, "line-too-long", new Problem(place, "the line is longer than "
                            + TextLines.LENGTH_MAX + " bytes", "Write one conversation on each line."));
                }
            }
        }
        return null;
    }

    private SourceItem parse(String line, String place) {
        JsonNode root;
        try {
            root = MAPPER.readTree(line);
        } catch (JacksonException e) {
            var at = e.getLocation();
            int column = at == null ? 1 : Math.max(1, at.getColumnNr());
            return bad(place, "broken-json", new Problem(place + ":" + column, "broken JSON: "
                    + withoutQuotes(e.getOriginalMessage()), "Write one whole JSON object on each line."));
        }
        List<Problem> problems = new ArrayList<>();
        if (!root.isObject()) {
            problems.add(new Problem(place + ":1", "the line is a JSON " + kind(root) + " and not an object",
                    root.isArray()
                            ? "Write one object on each line, without an array around them."
                            : "Write {\"messages\": […]}."));
            return new SourceItem.Bad(place, "not-an-object", problems);
        }
        Map<String, String> attributes = attributes(root, place, problems);
        List<Message> messages = new ChatMessages(place, problems).read(root.path("messages"));
        if (!problems.isEmpty()) {
            return new SourceItem.Bad(place, "malformed", problems);
        }
        return new SourceItem.Good(new Example(source.name(), place, source.name() + "/" + place, source.license(),
                messages, attributes));
    }

    private static Map<String, String> attributes(JsonNode root, String place, List<Problem> problems) {
        Map<String, String> attributes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (entry.getKey().equals("metadata") && entry.getValue().isObject()) {
                entry.getValue().properties().forEach(e -> {
                    if (e.getValue().isString()) {
                        attributes.put(e.getKey(), e.getValue().stringValue());
                    } else {
                        problems.add(new Problem(place + "#/metadata/" + e.getKey(), "the value is not a text",
                                "Quote it."));
                    }
                });
            } else if (!entry.getKey().equals("messages")) {
                problems.add(new Problem(place + "#/" + entry.getKey(), "'" + entry.getKey() + "' is not known here",
                        "Known are messages and metadata (an object of texts)."));
            }
        }
        return attributes;
    }

    /** Reads and checks the messages of one line. */
    private record ChatMessages(String place, List<Problem> problems) {

        List<Message> read(JsonNode list) {
            List<Message> messages = new ArrayList<>();
            if (!list.isArray() || list.isEmpty()) {
                problem("", list.isMissingNode() ? "there are no messages" : "messages is not a list with an entry",
                        "Write {\"messages\": [{\"role\": \"user\", …}, {\"role\": \"assistant\", …}]}.");
                return messages;
            }
            for (int i = 0; i < list.size(); i++) {
                Message message = message(list.get(i), "/" + i, i);
                if (message != null) {
                    messages.add(message);
                }
            }
            if (messages.size() == list.size()) {
                checkTogether(messages);
            }
            return messages;
        }

        private @Nullable Message message(JsonNode node, String at, int index) {
            if (!node.isObject()) {
                problem(at, "the message is a JSON " + kind(node) + " and not an object",
                        "Write {\"role\", \"content\"}.");
                return null;
            }
            int before = problems.size();
            for (String key : node.propertyNames()) {
                if (!key.equals("role") && !key.equals("content") && !key.equals("weight")) {
                    problem(at + "/" + key, "'" + key + "' is not known here", "Known are role, content and weight.");
                }
            }
            String word = node.path("role").isString() ? node.path("role").stringValue() : "";
            Role role = Role.ofWord(word).orElse(null);
            if (role == null) {
                problem(at + "/role", node.has("role")
                        ? "role " + node.get("role") + " is not known"
                        : "the message has no role", "Write system, user or assistant.");
            }
            if (role == Role.SYSTEM && index > 0) {
                problem(at + "/role", "a system message stands behind others", "Put it first.");
            }
            JsonNode content = node.path("content");
            if (!content.isString() || content.stringValue().isBlank()) {
                problem(at + "/content", content.isMissingNode()
                        ? "the message has no content"
                        : content.isString()
                                ? "the content is empty"
                                : "the content is a JSON " + kind(content)
                                        + " and not a text",
                        "Write what is said as a text.");
            }
            Integer weight = weight(node.path("weight"), role, at);
            return role == null || problems.size() > before ? null : new Message(role, content.stringValue(), weight);
        }

        private @Nullable Integer weight(JsonNode node, @Nullable Role role, String at) {
            if (node.isMissingNode()) {
                return null;
            }
            if (role != Role.ASSISTANT || !node.isIntegralNumber() || node.intValue() < 0 || node.intValue() > 1) {
                problem(at + "/weight", "weight " + node + " is not allowed here",
                        "Write 0 or 1, on assistant messages alone.");
                return null;
            }
            return node.intValue();
        }

        private void checkTogether(List<Message> messages) {
            if (messages.getLast().role() != Role.ASSISTANT) {
                problem("/" + (messages.size() - 1), "the last message is the " + messages.getLast().role().word()
                        + "'s and not the assistant's", "End with the answer to learn.");
            }
            if (messages.stream().noneMatch(m -> m.role() == Role.USER)) {
                problem("", "the user says nothing", "Add the question.");
            }
        }

        private void problem(String at, String message, String nextStep) {
            problems.add(new Problem(place + "#/messages" + at, message, nextStep));
        }
    }

    private static SourceItem bad(String key, String reason, Problem problem) {
        return new SourceItem.Bad(key, reason, List.of(problem));
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What the parser says before it quotes the text, which may be anybody's. */
    private static String withoutQuotes(@Nullable String message) {
        String text = message == null ? "" : message;
        int end = 0;
        while (end < text.length() && "'\"(\n:".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end).strip();
    }
}
