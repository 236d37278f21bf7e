package io.attune.pipeline.near;

/** What belongs to a token, and what it adds to the token's hash. */
final class Scripts {
    /** Characters below this one have their value in a table; no mark on letters is among them. */
    static final int TABLED = 0x300;
    /** By how many bits a token's hash is rotated before a character is added. */
    static final int ROTATION = 7;
    /** For each character its value and then all bits set, or twice 0 when it belongs to no token. */
    static final long[] TABLE = table();

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

    /** What a lower-case code point adds to the hash of the token that it stands in. */
    static long value(int point) {
        long mixed = (point + 1L) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private static long[] table() {
        long[] table = new long[2 * TABLED];
        for (int c = 0; c < TABLED; c++) {
            if (Character.isLetterOrDigit(c)) {
                table[2 * c] = value(Character.toLowerCase(c));
                table[2 * c + 1] = -1;
            }
        }
        return table;
    }
}
