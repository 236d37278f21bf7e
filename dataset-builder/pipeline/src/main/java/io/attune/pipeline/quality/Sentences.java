package io.attune.pipeline.quality;

/** Where sentences end. */
final class Sentences {
    private Sentences() {}

    /** Whether a line ended by this character ends a sentence: {@code . ? ! "} and the quotes and stops of other scripts. */
    static boolean isEnd(char c) {
        return switch (c) {
            case '.', '!', '?', '"', '\'', '\u201d', '\u2019', '\u2026', '\u3002', '\uff01', '\uff1f' -> true;
            default -> false;
        };
    }

    /** Stops followed by white space, a quote or the end. */
    static int count(String text) {
        int sentences = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            boolean stop = c == '.' || c == '!' || c == '?' || c == '\u3002' || c == '\uff01' || c == '\uff1f';
            boolean ends = Character.isWhitespace(next) || next == '"' || next == '\u201d' || next == ')' || c > 0x2fff;
            sentences += stop && ends ? 1 : 0;
        }
        return sentences;
    }
}
