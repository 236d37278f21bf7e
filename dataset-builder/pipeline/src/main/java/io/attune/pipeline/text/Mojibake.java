package io.attune.pipeline.text;

/**
 * Undoes UTF-8 that was read as windows-1252 or ISO 8859-1 ({@code cafÃ©}), also when that happened twice.
 *
 * <p>Every repair replaces a run of characters that is the wrong reading of one well-formed UTF-8 sequence (RFC 3629) by
 * the character meant, so nothing is lost: reading that character wrongly gives the run back. Because correct text can
 * hold such runs too ({@code „Spaß“}, {@code NESTLÉ®}), a run is only taken for a wrong reading where its neighbours make
 * the right reading unlikely. {@link #score} counts those runs; a repaired text has none left and is therefore strictly
 * better, and repairing it again changes nothing.
 */
public final class Mojibake {
    /** What windows-1252 has at 0x80 to 0x9F; the five holes stand for themselves, as in ISO 8859-1. */
    private static final String HIGH = "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152"
            + "\u008d\u017d\u008f\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d"
            + "\u017e\u0178";
    /** Quotes, dashes, signs and spaces that may well follow a letter in correct text. */
    private static final String FOLLOWERS = "\u201a\u201e\u2026\u2039\u2018\u2019\u201c\u201d\u2013\u2014\u2122\u203a"
            + "\u00a0\u00ab\u00bb\u00ae\u00a9\u00b0\u00b7\u00b2\u00b3\u00b9\u00ba\u00aa\u2022";
    private static final String OPENING = "\u201c\u2018\u201e\u201a\u00ab\u2039\"'(";

    private Mojibake() {}

    /** The text as it was meant; the same text when there is nothing to repair. Idempotent. */
    public static String repair(String text) {
        String repaired = text;
        while (true) {
            String next = pass(repaired);
            if (next.equals(repaired)) {
                return repaired;
            }
            repaired = next;
        }
    }

    /** How many runs of characters are more likely a wrong reading than what was meant; 0 for correct text. */
    public static int score(String text) {
        int runs = 0;
        for (int i = firstLead(text, 0); i < text.length();) {
            int length = wrongLength(text, i);
            runs += length > 0 ? 1 : 0;
            i = length > 0 ? i + length : firstLead(text, i + 1);
        }
        return runs;
    }

    private static String pass(String text) {
        int lead = firstLead(text, 0);
        if (lead == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int copied = 0;
        while (lead < text.length()) {
            int length = wrongLength(text, lead);
            if (length > 0) {
                out.append(text, copied, lead).appendCodePoint(decode(text, lead, length));
                copied = lead + length;
                lead = firstLead(text, copied);
            } else {
                lead = firstLead(text, lead + 1);
            }
        }
        return copied == 0 ? text : out.append(text, copied, text.length()).toString();
    }

    private static int firstLead(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) < '\u00c2' || text.charAt(i) > '\u00f4')) {
            i++;
        }
        return i;
    }

    /** How many characters from here are a wrong reading of one character, or 0. */
    private static int wrongLength(String text, int at) {
        int length = sequence(text, at);
        return length > 0 && isUnlikely(text, at, length) ? length : 0;
    }

    /** How many characters from here read as one well-formed UTF-8 sequence, or 0. */
    private static int sequence(String text, int at) {
        int lead = at < text.length() ? text.charAt(at) : 0;
        int length = lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (length == 0 || at + length > text.length()) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if (continuation(text.charAt(at + i)) < 0) {
                return 0;
            }
        }
        int second = continuation(text.charAt(at + 1));
        boolean wellFormed = switch (lead) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
        return wellFormed ? length : 0;
    }

    /** The byte that was read as this character, when it can continue a sequence, or -1. */
    private static int continuation(char c) {
        if (c >= 0x80 && c <= 0xbf) {
            return c;
        }
        int high = c < 0xc0 ? -1 : HIGH.indexOf(c);
        return high < 0 ? -1 : 0x80 + high;
    }

    private static int decode(String text, int at, int length) {
        int point = text.charAt(at) & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            point = (point << 6) | (continuation(text.charAt(at + i)) & 0x3f);
        }
        return point;
    }

    private static boolean isUnlikely(String text, int at, int length) {
        char lead = text.charAt(at);
        char second = text.charAt(at + 1);
        char before = at == 0 ? ' ' : text.charAt(at - 1);
        char after = at + length < text.length() ? text.charAt(at + length) : ' ';
        if (length == 4 || (second >= 0x80 && second < 0xa0)) {
            return true;
        }
        if (lead == '\u00e2' && second == '\u20ac') {
            return true;
        }
        boolean endsWord = FOLLOWERS.indexOf(second) >= 0 && !Character.isLetter(after);
        boolean glued = isLower(before);
        if (lead == '\u00c2') {
            return second != '\u2122' && !(Character.isUpperCase(before) && endsWord);
        }
        if (lead == '\u00c3') {
            return !endsWord || (!Character.isUpperCase(before) && OPENING.indexOf(before) < 0);
        }
        if (lead == '\u00e2' && !(FOLLOWERS.indexOf(second) >= 0 && FOLLOWERS.indexOf(text.charAt(at + 2)) >= 0)) {
            return true;
        }
        if ((lead == '\u00c4' || lead == '\u00c5') && (glued || (isLower(after)
                && (OPENING.indexOf(second) < 0 || second == '\u201a')))) {
            return true;
        }
        return isSequenceBefore(text, at) || (sequence(text, at + length) > 0 && !endsWord);
    }

    /** Whether the characters right before read as a sequence as well: two in a row are no chance. */
    private static boolean isSequenceBefore(String text, int at) {
        return (at >= 2 && sequence(text, at - 2) == 2) || (at >= 3 && sequence(text, at - 3) == 3);
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }
}
