package io.attune.pipeline.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import io.attune.pipeline.Tool;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes an example of one line's object, as its source's type says. Not thread-safe. */
final class LineParser {
    private final SourceSpec.OfFile source;
    private final LineProblems problems = new LineProblems();
    private final SortedSet<String> notes = new TreeSet<>();
    private final Facts facts;

    private LineParser(SourceSpec.OfFile source, String place) {
        this.source = source;
        this.facts = new Facts(source, place);
    }

    /** What came of a line. */
    sealed interface Outcome {
        record Made(Example example) implements Outcome {}

        record Refused(LineProblems problems) implements Outcome {}
    }

    /** @param place of the line, such as {@code voice.jsonl:14} */
    static Outcome parse(SourceSpec.OfFile source, String place, JsonNode root) {
        LineParser parser = new LineParser(source, place);
        if (!root.isObject()) {
            parser.problems.add("", BadReason.DATA_TYPE, "the line is a JSON " + LineProblems.kind(root)
                    + " and not an object", "Write one object on each line.");
            return new Outcome.Refused(parser.problems);
        }
        Example example = parser.example(root);
        return example == null || !parser.problems.isEmpty()
                ? new Outcome.Refused(parser.problems)
                : new Outcome.Made(example);
    }

    private @Nullable Example example(JsonNode root) {
        return switch (source) {
            case SourceSpec.Jsonl _ -> chat(root, null, Set.of());
            case SourceSpec.Preferences _ -> preference(root);
            case SourceSpec.Ratings _ -> rating(root);
            case SourceSpec.Qa qa -> questionAndAnswer(root, qa.fields());
            case SourceSpec.Jdbc rows -> questionAndAnswer(root, rows.columns());
            case SourceSpec.Csv _ -> throw new IllegalStateException("A table's records are no lines of JSON");
        };
    }

    private @Nullable Example chat(JsonNode root, @Nullable Judgement judgement, Set<String> more) {
        known(root, "", more, "messages", "tools", "functions", "parallel_tool_calls", "metadata");
        facts.addAll(root.path("metadata"), problems);
        parallel(root, "");
        List<Message> messages = messages(root, "messages", "", BadReason.NO_MESSAGES);
        List<Tool> tools = new ToolReader(problems, notes).read(root, "");
        return problems.isEmpty() ? facts.example(messages, tools, judgement, notes) : null;
    }

    private @Nullable Example preference(JsonNode root) {
        known(root, "", Set.of(), "input", "preferred_output", "non_preferred_output", "metadata");
        facts.addAll(root.path("metadata"), problems);
        JsonNode input = root.path("input");
        if (!input.isObject()) {
            problems.add("/input", BadReason.MISSING_FIELD, "there is no input",
                    "Write \"input\": {\"messages\": […]}.");
        } else {
            known(input, "/input", Set.of(), "messages", "tools", "functions", "parallel_tool_calls");
            parallel(input, "/input");
        }
        List<Message> messages = input.isObject()
                ? messages(input, "messages", "/input", BadReason.NO_MESSAGES)
                : List.of();
        List<Tool> tools = new ToolReader(problems, notes).read(input, "/input");
        List<Message> preferred = messages(root, "preferred_output", "", BadReason.SIDE);
        List<Message> rejected = messages(root, "non_preferred_output", "", BadReason.SIDE);
        return problems.isEmpty()
                ? facts.example(messages, tools, new Judgement.Preference(preferred, rejected), notes)
                : null;
    }

    private @Nullable Example rating(JsonNode root) {
        JsonNode label = root.path("label");
        if (!label.isBoolean()) {
            problems.add("/label", BadReason.LABEL, label.isMissingNode()
                    ? "there is no label"
                    : "the label is a JSON " + LineProblems.kind(label) + " and not true or false",
                    "Write \"label\": true for a good answer, false for a bad one.");
        }
        Judgement rated = new Judgement.Rating(label.isBoolean() && label.booleanValue());
        if (!root.has("prompt") && !root.has("completion")) {
            return chat(root, rated, Set.of("label"));
        }
        known(root, "", Set.of(), "prompt", "completion", "label", "tools", "metadata");
        facts.addAll(root.path("metadata"), problems);
        List<Message> messages = new ArrayList<>(side(root, "prompt", Role.USER));
        messages.addAll(side(root, "completion", Role.ASSISTANT));
        List<Tool> tools = new ToolReader(problems, notes).read(root, "");
        return problems.isEmpty() ? facts.example(messages, tools, rated, notes) : null;
    }

    /** A text that one role says, or a list of messages. */
    private List<Message> side(JsonNode root, String key, Role role) {
        return root.path(key).isString()
                ? List.of(new Message(role, root.path(key).stringValue(), null))
                : messages(root, key, "", BadReason.MISSING_FIELD);
    }

    private @Nullable Example questionAndAnswer(JsonNode root, Fields fields) {
        List<Message> messages = new ArrayList<>();
        if (fields.system() != null && root.path(fields.system()).isString()) {
            messages.add(Message.system(root.path(fields.system()).stringValue()));
        }
        messages.add(Message.user(required(root, fields.prompt(), "prompt")));
        messages.add(Message.assistant(required(root, fields.answer(), "answer")));
        Map<String, String> meaning = meanings(fields);
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            String name = entry.getKey();
            if (name.equals("metadata") && entry.getValue().isObject()) {
                facts.addAll(entry.getValue(), problems);
            } else if (!name.equals(fields.prompt()) && !name.equals(fields.answer())) {
                fact(name, entry.getValue(), meaning.get(name));
            }
        }
        return problems.isEmpty() ? facts.example(messages, List.of(), null, notes) : null;
    }

    /** What the fields other than question and answer mean, by their names. */
    static Map<String, String> meanings(Fields fields) {
        Map<String, String> meanings = new java.util.HashMap<>();
        fields.toMap().forEach((meaning, name) -> meanings.put(name, meaning));
        return meanings;
    }

    private void fact(String name, JsonNode value, @Nullable String meaning) {
        boolean text = value.isString() || value.isBoolean() || value.isIntegralNumber();
        if (value.isNull() || ("system".equals(meaning) && value.isString())) {
            return;
        }
        if (!text || "system".equals(meaning)) {
            problems.add("/" + LineProblems.escape(name), BadReason.METADATA, "the value is a JSON "
                    + LineProblems.kind(value) + " and not a text", "Write a text, or leave it out.");
        } else if (meaning == null) {
            facts.addAttribute(name, value.asString());
        } else if (!value.asString().isBlank()) {
            facts.add(meaning, value.asString());
        }
    }

    private String required(JsonNode root, String key, String what) {
        JsonNode value = root.path(key);
        if (value.isString()) {
            return value.stringValue();
        }
        problems.add("/" + LineProblems.escape(key), BadReason.MISSING_FIELD, value.isMissingNode()
                ? "there is no '" + key + "'"
                : "'" + key + "' is a JSON " + LineProblems.kind(value) + " and not a text",
                value.isMissingNode()
                        ? "Name the key that holds the " + what + " in the recipe: fields: {" + what + ": …}."
                        : "Quote it.");
        return "";
    }

    private void parallel(JsonNode holder, String at) {
        JsonNode parallel = holder.path("parallel_tool_calls");
        if (parallel.isBoolean()) {
            facts.addAttribute("parallel_tool_calls", parallel.asString());
        } else if (!parallel.isMissingNode() && !parallel.isNull()) {
            problems.add(at + "/parallel_tool_calls", BadReason.DATA_TYPE, "parallel_tool_calls is neither true nor"
                    + " false", "Write true or false.");
        }
    }

    private List<Message> messages(JsonNode holder, String key, String at, String missing) {
        return new MessageReader(problems, notes).read(holder, key, at, missing);
    }

    private void known(JsonNode object, String at, Set<String> more, String... keys) {
        List<String> known = Arrays.asList(keys);
        for (String key : object.propertyNames()) {
            if (!known.contains(key) && !more.contains(key)) {
                problems.add(at + "/" + LineProblems.escape(key), BadReason.UNKNOWN_KEY,
                        "'" + LineProblems.escape(key) + "' is not known here", "Known are " + String.join(", ", keys)
                                + "; what you want to keep beside belongs into metadata.");
            }
        }
    }
}
