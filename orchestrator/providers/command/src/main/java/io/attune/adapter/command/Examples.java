package io.attune.adapter.command;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.kernel.Problems;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Checks a training file before it travels: a trainer tells of a bad line only after it has loaded the model. */
final class Examples {
    private static final int PROBLEMS_MAX = 100;

    private Examples() {}

    /**
     * Checks every line.
     *
     * @throws io.attune.kernel.InvalidInputException with the lines at fault, at most 100 of them
     */
    static void check(String name, Path content) throws IOException {
        Problems problems = new Problems();
        int line = 0;
        int found = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(content), 1 << 16)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int b = in.read(); found < PROBLEMS_MAX; b = in.read()) {
                if (b >= 0 && b != '\n') {
                    bytes.write(b);
                    continue;
                }
                if (b < 0 && bytes.size() == 0) {
                    break;
                }
                line++;
                String problem = problem(bytes.toByteArray());
                if (!problem.isEmpty()) {
                    found++;
                    problems.add(name, line, problem, "");
                }
                bytes.reset();
                if (b < 0) {
                    break;
                }
            }
        }
        if (line == 0) {
            problems.add(name, 0, "the file is empty", "Train on at least one example.");
        }
        problems.throwIfAny("File '" + name + "'");
    }

    /** What is wrong with a line, empty when nothing is. The line's own text is left out. */
    private static String problem(byte[] line) {
        JsonNode example;
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line));
            example = Json.MAPPER.readTree(line);
        } catch (CharacterCodingException e) {
            return "it is not UTF-8";
        } catch (JacksonException e) {
            return "it is not JSON";
        }
        if (example.has("preferred_output") || example.has("input")) {
            return conversation(example.path("input").path("messages")) && conversation(example.path(
                    "preferred_output")) && conversation(example.path("non_preferred_output"))
                            ? ""
                            : "it is no pair: input.messages, preferred_output and non_preferred_output need messages";
        }
        return conversation(example.path("messages")) ? "" : "it has no messages, each with role and content";
    }

    private static boolean conversation(JsonNode messages) {
        boolean whole = messages.isArray() && !messages.isEmpty();
        for (JsonNode message : messages) {
            whole &= message.path("role").isString() && message.has("content");
        }
        return whole;
    }
}
