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
    private final CharMap map;

    public Text(String text) {
        this.chars = text.toCharArray();
        this.map = new CharMap(chars);
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

    /** How many blocks of 64 characters it has. */
    final int blocks() {
        return map.blocks();
    }

    /** Where in a block words begin, one bit a character. */
    final long starts(int block) {
        return map.starts(block);
    }

    /** Where in a block signs stand, one bit a character. */
    final long signs(int block) {
        return map.signs(block);
    }

    /** Where the word at an index ends. */
    int wordEnd(int index) {
        return map.wordEnd(index);
    }

    /** Whether a part of at least one character has a digit. It may reach a little beyond the text. */
    final boolean hasDigit(int start, int end) {
        return map.hasDigit(start, end);
    }

    /** The classes of a word's characters together. */
    final int classes(int start, int end) {
        int classes = 0;
        for (int i = start; i < end; i++) {
            classes |= CharClass.of(at(i));
        }
        return classes;
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
        map.mask(start, end);
    }
}
