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
        char[] chars = text.toCharArray();
        int sentences = 0;
        for (int i = 0; i < chars.length; i++) {
            char c = chars[i];
            if (isStop(c) && (c > 0x2fff || i + 1 == chars.length || mayFollow(chars[i + 1]))) {
                sentences++;
            }
        }
        return sentences;
    }

    private static boolean isStop(char c) {
        return (c <= '?' && (c == '.' || c == '!' || c == '?')) || (c > 0x2fff && (c == '\u3002' || c == '\uff01'
                || c == '\uff1f'));
    }

    private static boolean mayFollow(char next) {
        return Character.isWhitespace(next) || next == '"' || next == '\u201d' || next == ')';
    }
}
