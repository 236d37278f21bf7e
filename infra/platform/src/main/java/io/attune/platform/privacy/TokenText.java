package io.attune.platform.privacy;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A text prepared to be searched for whole tokens: in Unicode's compatibility form (NFKC), in lower case, each run of white
 * space one space.
 *
 * <p>A match is whole when no letter or digit touches it, also not across one of {@code . _ % + - @}: the address
 * {@code ann@example.org} is not in {@code jo.ann@example.org} and not in {@code ann@example.org.uk}, and is in
 * {@code "mailto:ann@example.org."}. Scripts that put no space between words (Chinese, Japanese, Thai and others) have no
 * such border.
 */
public record TokenText(String value) {
    private static final String JOINTS = "._%+-@";
    private static final Set<UnicodeScript> UNSPACED = Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA, UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR);

    /** Prepares a text; linear in its length. */
    public static TokenText of(String text) {
        String whole = Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        return new TokenText(spaced(whole.toLowerCase(Locale.ROOT)));
    }

    private static String spaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean white = Character.isWhitespace(c) || c == '\u00a0';
            if (!white) {
                out.append(c);
            } else if (!space) {
                out.append(' ');
            }
            space = white;
        }
        return out.toString();
    }

    /** Whether a prepared token stands in it as a whole. */
    public boolean holds(String token) {
        for (int at = value.indexOf(token); at >= 0; at = value.indexOf(token, at + 1)) {
            if (isWhole(at, at + token.length())) {
                return true;
            }
        }
        return false;
    }

    /** Gives every piece of a length that would be a whole match. */
    public void pieces(int length, Consumer<String> receiver) {
        for (int from = 0; from + length <= value.length(); from++) {
            if (value.charAt(from) != ' ' && value.charAt(from + length - 1) != ' ' && isWhole(from, from + length)) {
                receiver.accept(value.substring(from, from + length));
            }
        }
    }

    private boolean isWhole(int from, int to) {
        return isBorder(value.codePointAt(from), from == 0 ? ' ' : value.codePointBefore(from), beyond(from, -1))
                && isBorder(value.codePointBefore(to), to == value.length() ? ' ' : value.codePointAt(to),
                        beyond(to, 1));
    }

    /** The character behind the one that touches a place. */
    private int beyond(int place, int direction) {
        int at = direction < 0 ? place - 1 : place;
        if (at < 0 || at >= value.length()) {
            return ' ';
        }
        int next = direction < 0 ? at - 1 : at + 1;
        return next < 0 || next >= value.length() ? ' ' : value.charAt(next);
    }

    private static boolean isBorder(int inside, int touching, int behind) {
        if (UNSPACED.contains(UnicodeScript.of(inside)) || UNSPACED.contains(UnicodeScript.of(touching))) {
            return true;
        }
        if (Character.isLetterOrDigit(touching)) {
            return !Character.isLetterOrDigit(inside);
        }
        return JOINTS.indexOf(touching) < 0 || !Character.isLetterOrDigit(behind);
    }

    /** How long it is; a text may be personal. */
    @Override
    public String toString() {
        return value.length() + " characters";
    }
}
