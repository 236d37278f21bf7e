package io.attune.pipeline.near;

/** What belongs to a token. */
final class Scripts {
    private Scripts() {}

    /** Whether a code point is a letter or digit, or a mark on one that stands before it. */
    static boolean isPartOfToken(int point, boolean inside) {
        if (Character.isLetterOrDigit(point)) {
            return true;
        }
        if (!inside || point < 0x300) {
            return false;
        }
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether a code point belongs to a script that puts no spaces between words, so that it is a token by itself. */
    static boolean isUnspaced(int point) {
        return point >= 0x0E00 && (isSouthEastAsian(point) || isEastAsian(point)) && Character.isLetterOrDigit(point);
    }

    private static boolean isSouthEastAsian(int point) {
        return point <= 0x0EFF // Thai, Lao
                || (point >= 0x1000 && point <= 0x109F) // Burmese
                || (point >= 0x1780 && point <= 0x17FF); // Khmer
    }

    private static boolean isEastAsian(int point) {
        return (point >= 0x3040 && point <= 0x30FF) // Hiragana, Katakana
                || (point >= 0x2E80 && Character.isIdeographic(point));
    }
}
