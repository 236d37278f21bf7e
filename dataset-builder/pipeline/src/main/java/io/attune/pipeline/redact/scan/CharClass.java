package io.attune.pipeline.redact.scan;

/** The classes of characters the scan tells apart; a word is a run of those of {@link #WORD}. */
public final class CharClass {
    public static final int DIGIT = 1;
    public static final int UPPER = 2;
    public static final int LOWER = 4;
    public static final int UNDERSCORE = 8;
    /** Letters, digits and marks beyond ASCII. */
    public static final int OTHER = 16;
    public static final int WORD = DIGIT | UPPER | LOWER | UNDERSCORE | OTHER;
    public static final int LETTER = UPPER | LOWER | OTHER;
    /** Signs that finders may want to hear of. */
    static final int SIGN = 32;
    static final String SIGNS = "@:=+->";

    static final byte[] OF = table();

    private CharClass() {}

    public static int of(char c) {
        return OF[c];
    }

    public static boolean isWord(char c) {
        return (OF[c] & WORD) != 0;
    }

    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isAlphanumeric(char c) {
        return (OF[c] & (LETTER | DIGIT)) != 0;
    }

    public static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static byte[] table() {
        byte[] classes = new byte[Character.MAX_VALUE + 1];
        for (int c = 128; c < Text.BARRIER; c++) {
            boolean mark = Character.getType(c) == Character.NON_SPACING_MARK;
            classes[c] = (byte) (Character.isLetterOrDigit(c) || mark ? OTHER : 0);
        }
        fill(classes, '0', '9', DIGIT);
        fill(classes, 'A', 'Z', UPPER);
        fill(classes, 'a', 'z', LOWER);
        classes['_'] = UNDERSCORE;
        SIGNS.chars().forEach(c -> classes[c] = SIGN);
        classes[Text.BARRIER] = SIGN;
        return classes;
    }

    private static void fill(byte[] classes, char from, char to, int value) {
        for (int c = from; c <= to; c++) {
            classes[c] = (byte) value;
        }
    }
}
