package io.attune.pipeline.quality;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * A page as the web presets look at it, taken apart in one pass: words between white space, lines that are not empty,
 * paragraphs between empty lines. Immutable.
 */
final class WebText {
    /** Gopher's eight, sixteen bits a character. */
    private static final long[] STOP_WORDS = Stream.of("the", "be", "to", "of", "and", "that", "have",
            "with").mapToLong(word -> packed(word.toCharArray(), 0, word.length())).toArray();
    private static final int STOP_WORD_MAX = 4;
    private static final long PRIME = 0x100000001b3L;

    private static final int SPACE = 1;
    private static final int LETTER = 2;
    /** What may be counted: {@code #}, and what ellipses are made of. */
    private static final int COUNTED = 4;
    private static final byte[] KINDS = kinds();

    private final char[] text;
    private final Spans words;
    private final Spans lines = new Spans(16);
    private final Spans paragraphs = new Spans(4);
    private int wordCharacters;
    private int wordsWithLetters;
    private int hashes;
    private int ellipses;
    private int lineBreaks;
    private int stopWords;

    WebText(String text) {
        this.text = text.toCharArray();
        this.words = new Spans(this.text.length / 6 + 16);
        scan();
    }

    /** Pieces of a text with the hash of each. */
    static final class Spans {
        private int[] starts;
        private int[] ends;
        private long[] hashes;
        private int count;

        private Spans(int capacity) {
            starts = new int[capacity];
            ends = new int[capacity];
            hashes = new long[capacity];
        }

        void add(int start, int end, long hash) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
                hashes = Arrays.copyOf(hashes, 2 * count);
            }
            starts[count] = start;
            ends[count] = end;
            hashes[count++] = mix(hash);
        }

        int count() {
            return count;
        }

        int start(int i) {
            return starts[i];
        }

        int end(int i) {
            return ends[i];
        }

        int length(int i) {
            return ends[i] - starts[i];
        }

        long hash(int i) {
            return hashes[i];
        }
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[Character.MAX_VALUE + 1];
        for (int c = 0; c < kinds.length; c++) {
            boolean space = c <= ' ' || (c >= 0x85 && Character.isWhitespace(c));
            kinds[c] = (byte) (space ? SPACE : Character.isLetter(c) ? LETTER : 0);
        }
        for (char c : new char[]{'#', '.', '…'}) {
            kinds[c] = COUNTED;
        }
        return kinds;
    }

    /** How many characters it has. */
    int length() {
        return text.length;
    }

    char at(int index) {
        return text[index];
    }

    /** Where the first character of a line stands that is not white space. */
    int firstOf(int line) {
        int at = lines.start(line);
        while (Character.isWhitespace(text[at])) {
            at++;
        }
        return at;
    }

    /** Where the last character of a line stands that is not white space. */
    int lastOf(int line) {
        int at = lines.end(line) - 1;
        while (Character.isWhitespace(text[at])) {
            at--;
        }
        return at;
    }

    Spans words() {
        return words;
    }

    /** Lines with something in them. */
    Spans lines() {
        return lines;
    }

    Spans paragraphs() {
        return paragraphs;
    }

    /** Characters in words. */
    int wordCharacters() {
        return wordCharacters;
    }

    int wordsWithLetters() {
        return wordsWithLetters;
    }

    /** How often {@code #} stands there. */
    int hashes() {
        return hashes;
    }

    /** How often {@code ...} or {@code …} stands there. */
    int ellipses() {
        return ellipses;
    }

    int lineBreaks() {
        return lineBreaks;
    }

    /** How many different ones of Gopher's eight stop words stand there. */
    int stopWords() {
        return Integer.bitCount(stopWords);
    }

    private void scan() {
        int line = 0;
        long lineHash = 0;
        boolean lineEmpty = true;
        int paragraph = -1;
        int paragraphEnd = 0;
        long paragraphHash = 0;
        for (int i = 0; i <= text.length; i++) {
            char c = i < text.length ? text[i] : '\n';
            if (KINDS[c] != SPACE) {
                i = word(i) - 1;
                lineHash = mix(lineHash * PRIME + words.hash(words.count() - 1));
                lineEmpty = false;
            } else if (c == '\n') {
                lineBreaks += i < text.length ? 1 : 0;
                if (!lineEmpty) {
                    lines.add(line, i, lineHash);
                    paragraphHash = paragraph < 0 ? lineHash : mix(paragraphHash * PRIME + lineHash);
                    paragraph = paragraph < 0 ? line : paragraph;
                    paragraphEnd = i;
                } else if (paragraph >= 0) {
                    paragraphs.add(paragraph, paragraphEnd, paragraphHash);
                    paragraph = -1;
                }
                line = i + 1;
                lineHash = 0;
                lineEmpty = true;
            }
        }
        if (paragraph >= 0) {
            paragraphs.add(paragraph, paragraphEnd, paragraphHash);
        }
    }

    /** Takes in the word that begins at an index; where it ends. */
    private int word(int start) {
        long hash = 0xcbf29ce484222325L;
        int kinds = 0;
        int end = start;
        int kind = KINDS[text[start]];
        while (kind != SPACE) {
            hash = (hash ^ text[end]) * PRIME;
            kinds |= kind;
            kind = ++end < text.length ? KINDS[text[end]] : SPACE;
        }
        for (int i = start; i < end && (kinds & COUNTED) != 0; i++) {
            count(text[i], i);
        }
        words.add(start, end, hash);
        wordCharacters += end - start;
        wordsWithLetters += (kinds & LETTER) != 0 ? 1 : 0;
        if (end - start <= STOP_WORD_MAX + 1) {
            stopWord(start, end);
        }
        return end;
    }

    private void count(char c, int at) {
        if (c == '#') {
            hashes++;
        } else if (c == '…') {
            ellipses++;
        } else if (c == '.' && at >= 2 && text[at - 1] == '.' && text[at - 2] == '.'
                && (at < 3 || text[at - 3] != '.')) {
            ellipses++;
        }
    }

    /** Marks one of Gopher's stop words, stops behind it aside. */
    private void stopWord(int start, int end) {
        int last = end;
        while (last - start > 2 && ".,;:!?".indexOf(text[last - 1]) >= 0) {
            last--;
        }
        if (last - start <= STOP_WORD_MAX) {
            long word = packed(text, start, last);
            for (int i = 0; i < STOP_WORDS.length; i++) {
                stopWords |= STOP_WORDS[i] == word ? 1 << i : 0;
            }
        }
    }

    private static long packed(char[] text, int start, int end) {
        long packed = 0;
        for (int i = start; i < end; i++) {
            packed = (packed << Character.SIZE) | text[i];
        }
        return packed;
    }

    static long mix(long hash) {
        long h = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return h ^ h >>> 31;
    }
}
