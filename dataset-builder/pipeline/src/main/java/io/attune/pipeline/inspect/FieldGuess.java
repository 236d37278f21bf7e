package io.attune.pipeline.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.attune.pipeline.plan.Fields;
import org.jspecify.annotations.Nullable;

/** Guesses from their names which columns or keys hold the question, the answer and what goes with them. */
final class FieldGuess {
    private static final List<String> PROMPTS = List.of("prompt", "question", "instruction", "query", "user_message",
            "user", "input", "request", "q", "problem", "text");
    private static final List<String> ANSWERS = List.of("answer", "completion", "response", "output", "reply",
            "assistant_message", "assistant", "solution", "a", "target");
    private static final List<String> SYSTEMS = List.of("system", "system_prompt");
    private static final List<String> GROUPS = List.of("group", "conversation_id", "conversation", "thread_id",
            "ticket_id", "ticket", "session_id", "user_id", "customer_id");
    private static final List<String> LANGUAGES = List.of("lang", "language", "locale");

    private FieldGuess() {}

    /**
     * The fields, or empty when no two of them can be question and answer.
     *
     * @param values the names in their order, each with one value it has
     */
    static Optional<Fields> of(Map<String, String> values) {
        List<String> names = List.copyOf(values.keySet());
        String prompt = first(names, PROMPTS);
        String answer = first(names, ANSWERS);
        if (prompt == null && answer == null && names.size() == 2) {
            prompt = names.getFirst();
            answer = names.getLast();
        }
        if (prompt == null || answer == null) {
            return Optional.empty();
        }
        String language = first(names, LANGUAGES);
        boolean tagged = language != null && values.getOrDefault(language, "").matches("[a-z]{2,3}(-[A-Za-z0-9]+)*");
        return Optional.of(new Fields(prompt, answer, first(names, SYSTEMS), first(names, GROUPS), tagged
                ? language
                : null, null, null));
    }

    private static @Nullable String first(List<String> names, List<String> wanted) {
        for (String want : wanted) {
            for (String name : names) {
                if (name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_').equals(want)) {
                    return name;
                }
            }
        }
        return null;
    }
}
