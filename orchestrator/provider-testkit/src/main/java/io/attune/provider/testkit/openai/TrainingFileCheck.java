package io.attune.provider.testkit.openai;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Checks files of chat examples in JSON Lines, line by line, as strictly as the vendor does. */
final class TrainingFileCheck {
    private static final int LINE_BYTES_MAX = 4 << 20;
    private static final int EXAMPLES_MIN = 10;
    private static final int PROBLEMS_MAX = 100;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");
    private static final Set<String> PAIR_KEYS = Set.of("input", "preferred_output", "non_preferred_output");
    private static final Set<String> MESSAGE_KEYS = Set.of("role", "content", "name", "weight");

    private final Path file;
    private final @Nullable String method;
    private final Problems problems = new Problems();
    private final Map<Digest, Integer> rows = new HashMap<>();
    private int found;
    private int examples;

    private TrainingFileCheck(Path file, @Nullable String method) {
        this.file = file;
        this.method = method;
    }

    /** What an upload checks: encoding, JSON, a {@code messages} list or a pair's {@code input}. */
    static List<Problem> format(Path file) throws IOException {
        TrainingFileCheck check = new TrainingFileCheck(file, null);
        check.readLines();
        if (check.examples == 0 && check.problems.isEmpty()) {
            check.add(1, "The file is empty.");
        }
        return check.problems.toList();
    }

    /** What a beginning job finds wrong. */
    record JobFiles(List<Problem> training, List<Problem> validation) {}

    /** What a job checks before it trains: everything. */
    static JobFiles jobFiles(Path training, @Nullable Path validation, String method) throws IOException {
        TrainingFileCheck first = new TrainingFileCheck(training, method);
        first.readLines();
        if (first.examples < EXAMPLES_MIN && first.problems.isEmpty()) {
            first.add(0, "Training file has " + first.examples + " example(s), but must have at least " + EXAMPLES_MIN
                    + ".");
        }
        if (validation == null) {
            return new JobFiles(first.problems.toList(), List.of());
        }
        TrainingFileCheck second = new TrainingFileCheck(validation, method);
        second.readLines();
        if (second.examples == 0 && second.problems.isEmpty()) {
            second.add(0, "Validation file has no examples.");
        }
        second.rows.forEach((row, line) -> {
            Integer same = first.rows.get(row);
            if (same != null) {
                second.add(line, "Line " + line + " is also line " + same + " of the training file.");
            }
        });
        return new JobFiles(first.problems.toList(), second.problems.toList());
    }

    private void readLines() throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64 << 10)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int number = 1;
            int b;
            while ((b = in.read()) >= 0) {
                if (b == '\n') {
                    checkLine(number++, line.toByteArray());
                    line.reset();
                } else if (line.size() <= LINE_BYTES_MAX) {
                    line.write(b);
                }
            }
            if (line.size() > 0) {
                checkLine(number, line.toByteArray());
            }
        }
    }

    private void checkLine(int number, byte[] bytes) {
        if (bytes.length > LINE_BYTES_MAX) {
            add(number, "The line has more than " + LINE_BYTES_MAX + " bytes.");
            return;
        }
        JsonNode example;
        try {
            String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(
                    CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT).decode(
                            ByteBuffer.wrap(bytes)).toString();
            String json = number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (json.isBlank()) {
                add(number, "The line is blank.");
                return;
            }
            example = Json.MAPPER.readTree(json);
        } catch (CharacterCodingException e) {
            add(number, "The line is not valid UTF-8.");
            return;
        } catch (JacksonException e) {
            add(number, "The line is not valid JSON: " + firstLine(e.getOriginalMessage()));
            return;
        }
        if (!example.isObject()) {
            add(number, "The line is not a JSON object.");
        } else if (method == null && example.path("input").isObject()) {
            examples++;
        } else if (!Methods.PREFERENCE.equals(method) && !example.path("messages").isArray()) {
            add(number, "The example has no 'messages' list.");
        } else {
            examples++;
            switch (method) {
                case Methods.SUPERVISED -> checkExample(number, example);
                case Methods.PREFERENCE -> checkPair(number, example);
                case Methods.REINFORCEMENT -> checkPrompt(number, example);
                case null, default -> {
                    // an upload does not know yet what the file is for
                }
            }
        }
    }

    private void checkExample(int number, JsonNode example) {
        for (String key : example.propertyNames()) {
            if (!key.equals("messages")) {
                add(number, "The key '" + key + "' is not supported; an example has 'messages' only.");
            }
        }
        JsonNode messages = example.path("messages");
        List<String> wrong = new ArrayList<>();
        boolean learns = false;
        for (int i = 0; i < messages.size(); i++) {
            checkMessage(messages.get(i), "messages[" + i + "]", wrong);
            learns |= isLearnt(messages.get(i));
        }
        wrong.forEach(message -> add(number, message));
        if (messages.isEmpty()) {
            add(number, "The example has no messages.");
        } else if (!messages.get(messages.size() - 1).path("role").stringValue("").equals("assistant")) {
            add(number, "The last message must be from the assistant.");
        } else if (!learns) {
            add(number, "No assistant message has weight 1, so there is nothing to learn.");
        }
        rows.putIfAbsent(CanonicalJson.digest(messages), number);
    }

    private void checkPair(int number, JsonNode example) {
        for (String key : example.propertyNames()) {
            if (!PAIR_KEYS.contains(key)) {
                add(number, "The key '" + key + "' is not supported; a pair has input, preferred_output and "
                        + "non_preferred_output.");
            }
        }
        List<String> wrong = new ArrayList<>();
        checkMessages(example.path("input").path("messages"), "input.messages", "user", wrong);
        checkMessages(example.path("preferred_output"), "preferred_output", "assistant", wrong);
        checkMessages(example.path("non_preferred_output"), "non_preferred_output", "assistant", wrong);
        if (example.path("preferred_output").equals(example.path("non_preferred_output"))) {
            wrong.add("The preferred and the rejected answer are the same.");
        }
        wrong.forEach(message -> add(number, message));
        rows.putIfAbsent(CanonicalJson.digest(example), number);
    }

    /** What a grader compares with stands beside the messages, under any name. */
    private void checkPrompt(int number, JsonNode example) {
        List<String> wrong = new ArrayList<>();
        checkMessages(example.path("messages"), "messages", "user", wrong);
        wrong.forEach(message -> add(number, message));
        rows.putIfAbsent(CanonicalJson.digest(example), number);
    }

    private static void checkMessages(JsonNode messages, String place, String lastRole, List<String> wrong) {
        if (!messages.isArray() || messages.isEmpty()) {
            wrong.add(place + " is not a list of messages.");
            return;
        }
        for (int i = 0; i < messages.size(); i++) {
            checkMessage(messages.get(i), place + "[" + i + "]", wrong);
        }
        if (!messages.get(messages.size() - 1).path("role").stringValue("").equals(lastRole)) {
            wrong.add("The last message of " + place + " must be from the " + lastRole + ".");
        }
    }

    private static void checkMessage(JsonNode message, String place, List<String> wrong) {
        if (!message.isObject()) {
            wrong.add(place + " is not an object.");
            return;
        }
        for (String key : message.propertyNames()) {
            if (!MESSAGE_KEYS.contains(key)) {
                wrong.add(place + " has the key '" + key + "', which is not supported.");
            }
        }
        String role = message.path("role").stringValue("");
        if (!ROLES.contains(role)) {
            wrong.add(place + ".role is '" + role + "'; it is one of system, developer, user, assistant.");
        }
        if (!message.path("content").isString() || message.path("content").stringValue("").isBlank()) {
            wrong.add(place + ".content is not a text with something in it.");
        }
        JsonNode weight = message.path("weight");
        if (!weight.isMissingNode()) {
            if (!role.equals("assistant")) {
                wrong.add(place + ".weight is only allowed for the assistant.");
            } else if (!weight.isIntegralNumber() || weight.intValue() < 0 || weight.intValue() > 1) {
                wrong.add(place + ".weight is " + weight + "; it is 0 or 1.");
            }
        }
    }

    private static boolean isLearnt(JsonNode message) {
        return message.path("role").stringValue("").equals("assistant") && message.path("weight").asInt(1) == 1;
    }

    private void add(int line, String message) {
        found++;
        if (found <= PROBLEMS_MAX) {
            problems.add("file", line, message, "");
        } else if (found == PROBLEMS_MAX + 1) {
            problems.add("file", 0, "There are more problems than these " + PROBLEMS_MAX + ".", "");
        }
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
