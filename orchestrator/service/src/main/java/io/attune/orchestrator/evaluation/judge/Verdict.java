package io.attune.orchestrator.evaluation.judge;

import java.util.Optional;
import java.util.Set;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a judge said of two answers in the order in which it saw them.
 *
 * @param reason its own words
 */
record Verdict(Winner winner, String reason) {
    private static final int CHARACTERS_MAX = 20_000;
    private static final Set<String> KEYS = Set.of("winner", "reason");
    private static final JsonMapper STRICT = JsonMapper.builder().enable(
            StreamReadFeature.STRICT_DUPLICATE_DETECTION).enable(
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** The side that is better: the one shown first, the one shown second, or neither. */
    enum Winner {
        A,
        B,
        TIE
    }

    /**
     * Reads a judge's words: one JSON object with the keys {@code winner} (A, B or tie) and {@code reason} and no other, in a
     * code fence or not. Anything else is no verdict: nothing is guessed from prose, which may quote an answer.
     */
    static Optional<Verdict> parse(String words) {
        String text = unfenced(words.strip());
        if (text.length() > CHARACTERS_MAX || !text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode json = STRICT.readTree(text);
            JsonNode winner = json.path("winner");
            JsonNode reason = json.path("reason");
            boolean formed = json.isObject() && KEYS.containsAll(json.propertyNames()) && winner.isString()
                    && reason.isString();
            return formed
                    ? winner(winner.stringValue()).map(w -> new Verdict(w, reason.stringValue()))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Winner> winner(String word) {
        return switch (word) {
            case "A" -> Optional.of(Winner.A);
            case "B" -> Optional.of(Winner.B);
            case "tie" -> Optional.of(Winner.TIE);
            default -> Optional.empty();
        };
    }

    private static String unfenced(String text) {
        int first = text.indexOf('\n');
        return text.startsWith("```") && text.endsWith("```") && first > 0 && first < text.length() - 3
                && (text.substring(3, first).isBlank() || text.substring(3, first).strip().equals("json"))
                        ? text.substring(first + 1, text.length() - 3).strip()
                        : text;
    }
}
