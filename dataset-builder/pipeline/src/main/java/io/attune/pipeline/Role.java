package io.attune.pipeline;

import java.util.Arrays;
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

    /** The word in files: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it instructs the model before the conversation. */
    public boolean isInstruction() {
        return this == SYSTEM || this == DEVELOPER;
    }

    public static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
