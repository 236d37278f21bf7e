package io.attune.pipeline;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Texts put together in a form in which those that say the same are equal, in a buffer that is used again and again: what
 * is compared need not be made into texts. Not thread-safe.
 */
public final class TextFold {
    /** Characters below it are their own composed form (NFC), and no mark that composes is among them. */
    private static final int COMPOSED = 0x300;
    private static final int ASCII = 0x80;
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long FINISH = 0xD6E8FEB86659FD93L;
    /** For each ASCII character its lower case where it is a letter or digit, else 0. */
    private static final char[] WORD = words();

    private char[] chars;
    private int length;

    public TextFold() {
        this(1 << 10);
    }

    /** @param capacity how many characters there will probably be */
    TextFold(int capacity) {
        chars = new char[capacity];
    }

    /** Begins anew. */
    public TextFold clear() {
        length = 0;
        return this;
    }

    /** Adds a character as it is. */
    public TextFold add(char c) {
        ensure(1);
        chars[length++] = c;
        return this;
    }

    /** Adds a text as it is. */
    public TextFold add(String text) {
        ensure(text.length());
        text.getChars(0, text.length(), chars, length);
        length += text.length();
        return this;
    }

    /** Adds the NFC form of a text with each run of white space one space, and none at the ends. */
    public TextFold addSpaced(String text) {
        int start = length;
        add(text);
        int end = length;
        char[] folded = chars;
        int out = start;
        boolean gap = false;
        for (int i = start; i < end; i++) {
            char c = folded[i];
            if (c > ' ') {
                if (c >= COMPOSED) {
                    length = start;
                    return addComposed(Normalizer.normalize(text, Normalizer.Form.NFC));
                }
                if (gap && out > start) {
                    folded[out++] = ' ';
                }
                gap = false;
                folded[out++] = c;
            } else if (Character.isWhitespace(c)) {
                gap = true;
            } else {
                if (gap && out > start) {
                    folded[out++] = ' ';
                }
                gap = false;
                folded[out++] = c;
            }
        }
        length = out;
        return this;
    }

    private TextFold addComposed(String text) {
        int start = length;
        ensure(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = true;
            } else {
                if (gap && length > start) {
                    chars[length++] = ' ';
                }
                gap = false;
                chars[length++] = c;
            }
        }
        return this;
    }

    /** Adds the words of a text: letters and digits of the NFKC form in lower case, everything between them one space. */
    public TextFold addWords(String text) {
        int start = length;
        add(text);
        int end = length;
        char[] folded = chars;
        int out = start;
        boolean gap = false;
        for (int i = start; i < end; i++) {
            char c = folded[i];
            if (c >= ASCII) {
                length = start;
                return addForeignWords(text);
            }
            char lower = WORD[c];
            if (lower == 0) {
                gap = true;
            } else {
                if (gap && out > start) {
                    folded[out++] = ' ';
                }
                gap = false;
                folded[out++] = lower;
            }
        }
        length = out;
        return this;
    }

    private TextFold addForeignWords(String text) {
        int start = length;
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        ensure(folded.length());
        boolean gap = false;
        for (int i = 0; i < folded.length();) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetterOrDigit(c)) {
                if (gap && length > start) {
                    chars[length++] = ' ';
                }
                length += Character.toChars(c, chars, length);
                gap = false;
            } else {
                gap = true;
            }
        }
        return this;
    }

    /** A hash of what was added: equal for equal texts, and for others hardly ever. */
    public long hash() {
        char[] text = chars;
        long hash = length;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            long four = text[i] | (long) text[i + 1] << 16 | (long) text[i + 2] << 32 | (long) text[i + 3] << 48;
            hash = (hash ^ four) * STEP;
            hash ^= hash >>> 29;
        }
        for (; i < length; i++) {
            hash = (hash ^ text[i]) * STEP;
            hash ^= hash >>> 29;
        }
        hash *= FINISH;
        return hash ^ (hash >>> 32);
    }

    /** Whether the same was added to both. */
    public boolean isSame(TextFold other) {
        return Arrays.equals(chars, 0, length, other.chars, 0, other.length);
    }

    /** What was added. */
    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    private void ensure(int more) {
        if (chars.length - length < more) {
            chars = Arrays.copyOf(chars, Math.max(Math.addExact(length, more), 2 * chars.length));
        }
    }

    private static char[] words() {
        char[] words = new char[ASCII];
        for (char c = 0; c < ASCII; c++) {
            words[c] = Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0;
        }
        return words;
    }
}
