package io.attune.platform.privacy;

import java.util.List;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;

/**
 * The texts by which a person is found, such as an e-mail address, a name or a customer number. They match as whole
 * tokens, whatever their case. Immutable and thread-safe; never shows a value.
 */
public final class Identifiers {
    /** So that nobody empties a project by asking for "a". */
    private static final int LENGTH_MIN = 3;
    private static final int LENGTH_MAX = 200;
    private static final int COUNT_MAX = 50;

    private final List<String> tokens;

    private Identifiers(List<String> tokens) {
        this.tokens = tokens;
    }

    /**
     * Prepares identifiers.
     *
     * @throws io.attune.kernel.InvalidInputException naming each that cannot be used by its place, never by its value
     */
    public static Identifiers of(List<String> texts) {
        Problems problems = new Problems();
        if (texts.isEmpty() || texts.size() > COUNT_MAX) {
            problems.add(new Problem("/identifiers", texts.size() + " identifiers are given",
                    "Give 1 to " + COUNT_MAX + "."));
        }
        List<String> tokens = texts.stream().map(text -> TokenText.of(text).value().strip()).toList();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.length() < LENGTH_MIN || token.length() > LENGTH_MAX) {
                problems.add(new Problem("/identifiers/" + i, "the identifier has " + token.length() + " characters",
                        "Give " + LENGTH_MIN + " to " + LENGTH_MAX + "."));
            } else if (token.codePoints().noneMatch(Character::isLetterOrDigit)) {
                problems.add(new Problem("/identifiers/" + i, "the identifier has no letter and no digit",
                        "Give a text that names one person."));
            }
        }
        problems.throwIfAny("The subject");
        return new Identifiers(tokens.stream().distinct().sorted().toList());
    }

    /** Whether any of them stands in a text. */
    public boolean isIn(String text) {
        return firstIn(TokenText.of(text)) >= 0;
    }

    /** Which of them stands in a text first by order, from 0, or -1. */
    public int firstIn(TokenText text) {
        for (int i = 0; i < tokens.size(); i++) {
            if (text.holds(tokens.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** In the prepared form in which they are sought; for hashing and sealing alone. */
    public List<String> tokens() {
        return tokens;
    }

    /** Names one of them without its value. */
    public String masked(int index) {
        return "identifier " + (index + 1) + " (" + tokens.get(index).length() + " characters)";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identifiers same && same.tokens.equals(tokens);
    }

    @Override
    public int hashCode() {
        return tokens.hashCode();
    }

    @Override
    public String toString() {
        return tokens.size() == 1 ? "an identifier" : tokens.size() + " identifiers";
    }
}
