package io.attune.sandbox.trainer.text;

import java.util.Arrays;

/** Tokens that stand for no text; they come first in every vocabulary. */
public enum SpecialToken {
    /** Fills the rest of a row. */
    PAD(0, "<|pad|>"),
    /** Ends a message or a document. */
    END(1, "<|end|>"),
    /** Opens a system message. */
    SYSTEM(2, "<|system|>"),
    /** Opens a user's message. */
    USER(3, "<|user|>"),
    /** Opens an assistant's message. */
    ASSISTANT(4, "<|assistant|>");

    /** How many there are; ordinary tokens are numbered from here. */
    public static final int COUNT = 5;

    private final int id;
    private final String text;

    SpecialToken(int id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Its number in the vocabulary. */
    public int id() {
        return id;
    }

    /** How it is written where people read it. In a conversation the same characters are ordinary text. */
    public String text() {
        return text;
    }

    /** The special token with this number, below {@link #COUNT}. */
    static SpecialToken withId(int id) {
        return Arrays.stream(values()).filter(token -> token.id == id).findFirst().orElseThrow();
    }
}
