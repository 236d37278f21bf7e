package io.attune.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who speaks in a conversation. */
public enum Role {
    SYSTEM,
    /** What newer models of OpenAI call the system's role. */
    DEVELOPER,
    USER,
    ASSISTANT,
    /** The answer to a tool call. */
    TOOL;

    private static final List<Role> ALL = List.of(values());

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word in files: lower case. */
    public String word() {
        return word;
    }

    /** Whether it instructs the model before the conversation. */
    public boolean isInstruction() {
        return this == SYSTEM || this == DEVELOPER;
    }

    public static Optional<Role> ofWord(String word) {
        for (Role role : ALL) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
