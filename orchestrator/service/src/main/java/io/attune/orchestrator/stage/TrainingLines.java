package io.attune.orchestrator.stage;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.orchestrator.recipe.Method;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns a dataset's lines into what a method learns from. Most methods take them as they are. */
final class TrainingLines {
    /** By which a grader finds an example's own answer: {@code {{item.reference}}}. */
    static final String REFERENCE = "reference";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private TrainingLines() {}

    /** Whether lines are changed at all. */
    static boolean changes(Method method) {
        return switch (method) {
            case Method.Supervised(boolean chosen) -> chosen;
            case Method.Dpo _ -> false;
            case Method.Reinforcement _ -> true;
        };
    }

    /** Writes a file's lines for a method, in their order. */
    static void write(Method method, Path from, Path to) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(from); BufferedWriter out = Files.newBufferedWriter(to)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.write(line(method, line));
                out.write('\n');
            }
        }
    }

    /** One line for a method. */
    static String line(Method method, String line) {
        return switch (method) {
            case Method.Supervised(boolean chosen) -> chosen ? preferred(line) : line;
            case Method.Dpo _ -> line;
            case Method.Reinforcement _ -> asked(line);
        };
    }

    /** The pair's conversation with its better answer; a line that is no pair stays. */
    private static String preferred(String line) {
        JsonNode pair = JSON.readTree(line);
        if (!pair.has("preferred_output")) {
            return line;
        }
        ObjectNode conversation = JSON.createObjectNode();
        ArrayNode messages = conversation.putArray("messages");
        messages.addAll((ArrayNode) pair.at("/input/messages"));
        messages.addAll((ArrayNode) pair.get("preferred_output"));
        if (pair.at("/input").has("tools")) {
            conversation.set("tools", pair.at("/input/tools"));
        }
        return conversation.toString();
    }

    /** The conversation up to the question, and its last answer beside it. */
    private static String asked(String line) {
        ObjectNode example = (ObjectNode) JSON.readTree(line);
        ArrayNode messages = (ArrayNode) example.get("messages");
        String answer = "";
        while (!messages.isEmpty() && messages.get(messages.size() - 1).path("role").asString("").equals("assistant")) {
            answer = messages.remove(messages.size() - 1).path("content").asString("");
        }
        return example.put(REFERENCE, answer).toString();
    }
}
