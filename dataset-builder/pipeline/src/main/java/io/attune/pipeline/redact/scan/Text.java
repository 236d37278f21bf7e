package io.attune.pipeline.redact.scan;

import java.util.Arrays;

/**
 * The text under the scan: every read of a character goes through here, so that a test can count them by extending it. Not
 * thread-safe.
 */
public class Text {
    /** Stands for each character of what is replaced; a noncharacter of Unicode, which texts do not hold. */
    public static final char BARRIER = '\uffff';

    private final char[] chars;

    public Text(String text) {
        this.chars = text.toCharArray();
    }

    public final int length() {
        return chars.length;
    }

    /** The character at an index, or NUL outside the text. */
    public char at(int index) {
        return index >= 0 && index < chars.length ? chars[index] : 0;
    }

    /** A part of the text. */
    public String part(int start, int end) {
        return new String(chars, start, end - start);
    }

    /** The first index from which on a word or a sign stands. */
    int skip(int from) {
        int i = from;
        while (i < chars.length && CharClass.OF[chars[i]] == 0) {
            i++;
        }
        return i;
    }

    /** Where the word at an index ends, and in the upper half the classes of its characters. */
    long word(int from) {
        int i = from;
        int classes = 0;
        while (i < chars.length) {
            int c = CharClass.OF[chars[i]];
            if ((c & CharClass.WORD) == 0) {
                break;
            }
            classes |= c;
            i++;
        }
        return (long) classes << 32 | i;
    }

    /** Whether the text goes on with a prefix at an index; both in ASCII, the case as it stands. */
    public final boolean startsWith(String prefix, int index) {
        for (int i = 0; i < prefix.length(); i++) {
            if (at(index + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Puts a barrier over a part. */
    public final void mask(int start, int end) {
        Arrays.fill(chars, start, end, BARRIER);
    }
}
