package io.attune.pipeline.near;

import java.util.Arrays;

/**
 * Turns a text into the hashes of its shingles.
 *
 * <p>A token is a run of letters and digits (and the marks on them), lower-cased code point by code point; in scripts
 * written without spaces every character is a token. A text of at least {@value #WORDS_MIN} tokens has the shingles of
 * {@value #WORDS} tokens in a row. A shorter one has the shingles of {@value #CHARACTERS} code points in a row of its
 * tokens joined by single spaces; when it is shorter than that it is its own single shingle, and a text without any
 * token is taken as it stands, without its white space. So no text has an empty set, and two short texts are alike only
 * when their words are.
 *
 * <p>The hashes are 64 bits wide, the same on every machine and in every version of this {@link #VERSION}. Words are
 * hashed where they stand: no text is made on the way. Not thread-safe; one for each thread, reused from text to text.
 */
public final class Shingler {
    /** Changes whenever a text may get other hashes. */
    public static final String VERSION = "1";
    /** Tokens in a shingle. */
    public static final int WORDS = 5;
    /** Texts with fewer tokens are cut by code points. */
    public static final int WORDS_MIN = 8;
    /** Code points in a shingle of a short text. */
    public static final int CHARACTERS = 8;

    private static final long STEP = 0xD6E8FEB86659FD93L;
    private static final long SHORT = 0x27D4EB2F165667C5L;
    /** By how many bits a shingle's hash is rotated before a token is added. */
    private static final int TURN = 11;
    private static final long FINISH = 0xFF51AFD7ED558CCDL;

    private char[] chars = new char[2_048];
    private long[] words = new long[512];
    private long[] hashes = new long[512];
    private int[] points = new int[64];
    private long begun;
    private int begunInside;
    private int tokenCount;

    /**
     * Cuts a text.
     *
     * @return how many hashes stand at the beginning of {@link #hashes()}: at least one; a repeated shingle stands there
     *     repeatedly
     */
    public int shingle(String text) {
        int length = text.length();
        if (chars.length <= length) {
            chars = new char[grown(length + 1)];
        }
        text.getChars(0, length, chars, 0);
        chars[length] = ' ';
        int count = tokens(length);
        return count < WORDS_MIN ? byCharacters(length) : byWords(count);
    }

    /** The hashes of the text cut last, valid until the next is cut. */
    public long[] hashes() {
        return hashes;
    }

    /** The distinct hashes of a text, sorted: its shingle set. */
    public long[] set(String text) {
        int count = shingle(text);
        return Arrays.copyOf(hashes, ShingleSets.sortDistinct(hashes, count));
    }

    /** Hashes the tokens into {@link #words} and returns how many there are. */
    private int tokens(int length) {
        if (words.length < length / 2 + 2) {
            words = new long[grown(length / 2 + 2)];
        }
        begun = 0;
        begunInside = 0;
        tokenCount = 0;
        int i = tabled(0, length);
        while (i < length) {
            i = tabled(wide(i, length), length);
        }
        return tokenCount;
    }

    /**
     * Goes on to the next character that stands in no table, or past the end. The loop has no branch that depends on
     * where words end, because a processor guesses that wrong for every other word: each character rotates the hash and
     * adds itself, a separator clears it, and the hash is written every time but counted only where a token ended.
     */
    private int tabled(int start, int length) {
        char[] text = chars;
        long[] table = Scripts.TABLE;
        long[] out = words;
        long hash = begun;
        int inside = begunInside;
        int count = tokenCount;
        int i = start;
        for (; i <= length; i++) {
            int c = text[i];
            if (c >= Scripts.TABLED) {
                break;
            }
            long isPart = table[2 * c + 1];
            out[count] = hash;
            count += inside & ~(int) isPart & 1;
            inside = (int) isPart;
            hash = (Long.rotateLeft(hash, Scripts.ROTATION) ^ table[2 * c]) & isPart;
        }
        begun = hash;
        begunInside = inside;
        tokenCount = count;
        return i;
    }

    /** Takes up the hash at a character that stands in no table, and returns where one stands that does. */
    private int wide(int start, int length) {
        int i = start;
        while (i < length && chars[i] >= Scripts.TABLED) {
            int point = Character.codePointAt(chars, i, length);
            i += Character.charCount(point);
            boolean unspaced = Scripts.isUnspaced(point);
            boolean part = !unspaced && Scripts.isPartOfToken(point, begunInside != 0);
            if (!part && begunInside != 0) {
                emit(begun, length - i);
            }
            if (unspaced) {
                emit(Scripts.value(point), length - i);
            }
            begun = part ? Long.rotateLeft(begun, Scripts.ROTATION) ^ Scripts.value(Character.toLowerCase(point)) : 0;
            begunInside = part ? -1 : 0;
        }
        return i;
    }

    private void emit(long hash, int left) {
        if (words.length < tokenCount + left / 2 + 4) {
            words = Arrays.copyOf(words, grown(tokenCount + left / 2 + 4));
        }
        words[tokenCount++] = hash;
    }

    private int byWords(int count) {
        int shingles = count - WORDS + 1;
        if (hashes.length < shingles) {
            hashes = new long[grown(shingles)];
        }
        long[] in = words;
        long[] out = hashes;
        long rolling = 0;
        for (int i = 0; i < WORDS - 1; i++) {
            in[i] = mixed(in[i]);
            rolling = Long.rotateLeft(rolling, TURN) ^ in[i];
        }
        long oldest = 0;
        for (int i = 0; i < shingles; i++) {
            long newest = mixed(in[i + WORDS - 1]);
            in[i + WORDS - 1] = newest;
            rolling = Long.rotateLeft(rolling, TURN) ^ newest ^ Long.rotateLeft(oldest, WORDS * TURN);
            oldest = in[i];
            long finished = rolling * FINISH;
            out[i] = finished ^ (finished >>> 32);
        }
        return shingles;
    }

    /** Makes the hashes of similar words unrelated. */
    private static long mixed(long word) {
        long product = (word ^ (word >>> 32)) * STEP;
        return product ^ (product >>> 32);
    }

    private int byCharacters(int length) {
        int count = joined(length);
        if (count == 0) {
            count = bare(length);
        }
        int shingles = Math.max(1, count - CHARACTERS + 1);
        if (hashes.length < shingles) {
            hashes = new long[grown(shingles)];
        }
        int width = Math.min(CHARACTERS, count);
        for (int i = 0; i < shingles; i++) {
            long hash = SHORT + width;
            for (int j = i; j < i + width; j++) {
                hash = (hash ^ points[j]) * STEP;
                hash ^= hash >>> 32;
            }
            hash *= FINISH;
            hashes[i] = hash ^ (hash >>> 29);
        }
        return shingles;
    }

    /** The tokens' code points with one space between tokens. */
    private int joined(int length) {
        ensurePoints(2 * length);
        int count = 0;
        boolean inside = false;
        for (int i = 0; i < length;) {
            int point = Character.codePointAt(chars, i, length);
            i += Character.charCount(point);
            boolean unspaced = Scripts.isUnspaced(point);
            if (!unspaced && !Scripts.isPartOfToken(point, inside)) {
                inside = false;
                continue;
            }
            if (count > 0 && (unspaced || !inside)) {
                points[count++] = ' ';
            }
            points[count++] = Character.toLowerCase(point);
            inside = !unspaced;
        }
        return count;
    }

    /** All code points that are no white space: what stands for a text without tokens. */
    private int bare(int length) {
        int count = 0;
        for (int i = 0; i < length;) {
            int point = Character.codePointAt(chars, i, length);
            i += Character.charCount(point);
            if (!Character.isWhitespace(point)) {
                points[count++] = point;
            }
        }
        return count;
    }

    private void ensurePoints(int size) {
        if (points.length < size) {
            points = new int[grown(size)];
        }
    }

    private static int grown(int size) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(64L, size + (long) size / 2));
    }
}
