package io.attune.orchestrator.evaluation.measure;

/** Whether an answer holds a value exactly: letter for letter, and not as a part of a longer word or number. */
public final class ExactValue {

    private ExactValue() {}

    public static boolean standsIn(String value, String answer) {
        for (int at = answer.indexOf(value); at >= 0; at = answer.indexOf(value, at + 1)) {
            if (isFree(answer, at - 1, -1) && isFree(answer, at + value.length(), 1)) {
                return true;
            }
        }
        return false;
    }

    /** Whether what stands at {@code at} ends a value; a full stop does when no further letter or digit follows it. */
    private static boolean isFree(String text, int at, int direction) {
        if (at < 0 || at >= text.length()) {
            return true;
        }
        char c = text.charAt(at);
        if (c == '.' || c == '-' || c == ',' || c == ':') {
            int next = at + direction;
            return next < 0 || next >= text.length() || !Character.isLetterOrDigit(text.charAt(next));
        }
        return !Character.isLetterOrDigit(c) && c != '_';
    }
}
