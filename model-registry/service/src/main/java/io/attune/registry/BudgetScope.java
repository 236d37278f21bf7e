package io.attune.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whose money a budget bounds.
 *
 * @param name of the team (the label {@code team}), recipe or deployment; empty for the project
 */
public record BudgetScope(Level level, String name) {

    /** What kind of thing has a budget. */
    public enum Level {
        PROJECT,
        /** All that carries the label {@code team} with one value. */
        TEAM,
        RECIPE,
        DEPLOYMENT;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public BudgetScope {
        if (level == Level.PROJECT) {
            if (!name.isEmpty()) {
                throw new IllegalArgumentException("The project's budget has no name, not '" + name + "'");
            }
        } else {
            Names.require(level.word(), name);
        }
    }

    public static BudgetScope project() {
        return new BudgetScope(Level.PROJECT, "");
    }

    /**
     * Reads {@code project}, {@code team:platform}, {@code recipe:NAME} or {@code deployment:NAME}.
     *
     * @throws IllegalArgumentException naming the text and the forms
     */
    public static BudgetScope parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        Level level = Arrays.stream(Level.values()).filter(known -> known.word().equals(word)).findFirst().orElseThrow(
                () -> unreadable(text));
        if ((level == Level.PROJECT) != (colon < 0)) {
            throw unreadable(text);
        }
        return new BudgetScope(level, colon < 0 ? "" : text.substring(colon + 1));
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("'" + text + "' is no scope of a budget; write project or " + Arrays.stream(
                Level.values()).skip(1).map(level -> level.word() + ":NAME").collect(Collectors.joining(", ")));
    }

    /** The form {@link #parse(String)} reads. */
    @Override
    public String toString() {
        return name.isEmpty() ? level.word() : level.word() + ":" + name;
    }
}
