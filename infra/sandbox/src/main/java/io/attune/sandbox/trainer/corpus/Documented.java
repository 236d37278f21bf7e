package io.attune.sandbox.trainer.corpus;

import java.util.Locale;

/**
 * A class or method and what its documentation says.
 *
 * @param type the class that is documented or holds the method
 * @param method the method, or empty if the class itself is documented
 * @param prose the description as plain text on one line, code in backticks
 */
record Documented(String type, String method, String prose) {

    /**
     * Its name: that of the class, or, for a method, class and method the way configuration is usually spelt, such as
     * {@code task-executor.concurrency-limit}.
     */
    String name() {
        return method.isEmpty()
                ? type
                : hyphenated(type) + "." + hyphenated(method.replaceFirst("^(?:set|get|is)(?=[A-Z])", ""));
    }

    /** The first sentence of the description, with its full stop. */
    String firstSentence() {
        int end = prose.indexOf(". ");
        return end < 0 ? prose : prose.substring(0, end + 1);
    }

    private static String hyphenated(String identifier) {
        return identifier.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replaceAll("([A-Z]+)([A-Z][a-z])",
                "$1-$2").toLowerCase(Locale.ROOT);
    }
}
