package io.attune.pipeline.redact;

/**
 * What a preview shows of a match; never the value itself.
 *
 * @param start index of its first character
 * @param end index behind its last character
 * @param kind the class's word, or the name of a pattern of the user's
 * @param rule which rule recognised it
 * @param masked its first and last character with an ellipsis between; the ellipsis alone when it is short
 * @param replacement what stands in its place, or empty when the text stays or the example goes
 */
public record Finding(int start, int end, String kind, Action action, String rule, String masked, String replacement) {
    private static final int MASKED_MIN = 6;

    static String mask(String value) {
        boolean whole = Character.isSurrogate(value.charAt(0)) || Character.isSurrogate(value.charAt(value.length()
                - 1));
        return value.length() < MASKED_MIN || whole ? "…" : value.charAt(0) + "…" + value.charAt(value.length() - 1);
    }
}
