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

    private static final long TOKEN = 0x9E3779B97F4A7C15L;
    private static final long STEP = 0xD6E8FEB86659FD93L;
    private static final long K1 = 0xA24BAED4963EE407L;
    private static final long K2 = 0x9FB21C651E98DF25L;
    private static final long K3 = 0xC2B2AE3D27D4EB4FL;
    private static final long K4 = 0x165667B19E3779F9L;
    private static final long SHORT = 0x27D4EB2F165667C5L;
    private static final long FINISH = 0xFF51AFD7ED558CCDL;
    private static final byte[] ASCII = ascii();

    private char[] chars = new char[2_048];
    private long[] words = new long[512];
    private long[] hashes = new long[512];
    private int[] points = new int[64];

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

    private int tokens(int length) {
        if (words.length < length / 2 + 1) {
            words = new long[grown(length / 2 + 1)];
        }
        char[] text = chars;
        long[] out = words;
        byte[] ascii = ASCII;
        int count = 0;
        int i = 0;
        while (i < length) {
            char c = text[i];
            if (c < 128) {
                int lower = ascii[c];
                if (lower == 0) {
                    i++;
                    continue;
                }
                long hash = TOKEN;
                do {
                    hash = (hash ^ lower) * STEP;
                    c = text[++i];
                    lower = c < 128 ? ascii[c] : 0;
                } while (lower != 0);
                if (c < 128) {
                    out[count++] = hash ^ (hash >>> 32);
                    continue;
                }
                i = wide(i, length, hash, count);
            } else {
                i = wide(i, length, TOKEN, count);
            }
            count += ended;
            out = words;
        }
        return count;
    }

    /** How many tokens {@link #wide} completed. */
    private int ended;

    /** Goes on from a character beyond ASCII to the end of the token that it may be part of. */
    private int wide(int start, int length, long begun, int count) {
        long hash = begun;
        int i = start;
        ended = 0;
        while (i < length) {
            int point = Character.codePointAt(chars, i, length);
            if (Scripts.isUnspaced(point)) {
                if (hash == TOKEN) {
                    hash = (hash ^ point) * STEP;
                    i += Character.charCount(point);
                }
                break;
            }
            if (!Scripts.isPartOfToken(point, hash != TOKEN)) {
                if (hash == TOKEN) {
                    return i + Character.charCount(point);
                }
                break;
            }
            hash = (hash ^ Character.toLowerCase(point)) * STEP;
            i += Character.charCount(point);
        }
        words[count] = hash ^ (hash >>> 32);
        ended = 1;
        return i;
    }

    private int byWords(int count) {
        int shingles = count - WORDS + 1;
        if (hashes.length < shingles) {
            hashes = new long[grown(shingles)];
        }
        long[] in = words;
        long[] out = hashes;
        for (int i = 0; i < shingles; i++) {
            long mixed = in[i] * K1 + in[i + 1] * K2 + in[i + 2] * K3 + in[i + 3] * K4 + in[i + 4];
            mixed = (mixed ^ (mixed >>> 32)) * FINISH;
            out[i] = mixed ^ (mixed >>> 29);
        }
        return shingles;
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

    private static byte[] ascii() {
        byte[] lower = new byte[128];
        for (char c = 0; c < 128; c++) {
            lower[c] = (byte) (Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : 0);
        }
        return lower;
    }
}
