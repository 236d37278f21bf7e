package io.attune.pipeline.redact.secret;

import java.util.List;
import java.util.Locale;

/** Tells values that manuals and templates write where a secret would stand. */
final class Placeholders {
    private static final List<String> PARTS = List.of("example", "changeme", "change-me", "change_me", "placeholder",
            "your", "dummy", "sample", "redacted", "xxxx", "****", "....", "todo", "insert", "foobar", "replace",
            "password", "passwd", "secret", "12345", "abcdef", "qwerty", "token", "enter", "hidden", "removed", "null",
            "undefined", "none", "deadbeef", "fixme", "cafebabe");
    /** Bits a character. */
    private static final double RANDOM = 4.2;
    private static final String OPENINGS = "<{$%[(&#@*";

    private Placeholders() {}

    /** Whether a value with a telling name in front is none. */
    static boolean isOne(String value) {
        char first = value.charAt(0);
        boolean template = OPENINGS.indexOf(first) >= 0 && (value.length() < 3 || first == '<' || first == '{'
                || "{(<%".indexOf(value.charAt(1)) >= 0 || (first == '$' && isName(value.substring(1))) || (first == '%'
                        && value.endsWith("%")));
        return template || value.contains("${") || value.contains("{{") || isWritten(value);
    }

    /** Whether a token says itself that it is none. */
    static boolean isWritten(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return PARTS.stream().anyMatch(lower::contains) || value.chars().distinct().count() < 4;
    }

    /**
     * Whether the body of a token of published form says that it is an example. Four letters stand in one of some thousand
     * long random bodies, so they count only where the rest is not random.
     */
    static boolean isExample(String body) {
        String lower = body.toLowerCase(Locale.ROOT);
        boolean said = lower.contains("example") || lower.contains("redacted") || lower.contains("placeholder")
                || lower.contains("0123456789") || lower.contains("1234567890abc");
        return said || ((lower.contains("xxxx") || lower.contains("your")) && Randomness.entropy(body) < RANDOM);
    }

    private static boolean isName(String text) {
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.');
    }
}
