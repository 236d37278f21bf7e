package io.attune.pipeline.quality;

import java.util.Arrays;
import java.util.List;

/**
 * A page as the web presets look at it, taken apart in one pass: words between white space, lines that are not empty,
 * paragraphs between empty lines. Immutable.
 */
final class WebText {
    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    private static final long PRIME = 0x100000001b3L;

    private final String text;
    private final Spans words = new Spans();
    private final Spans lines = new Spans();
    private final Spans paragraphs = new Spans();
    private int wordCharacters;
    private int wordsWithLetters;
    private int hashes;
    private int ellipses;
    private int lineBreaks;
    private int stopWords;

    WebText(String text) {
        this.text = text;
        scan();
    }

    /** Pieces of a text with the hash of each. */
    static final class Spans {
        private int[] starts = new int[64];
        private int[] ends = new int[64];
        private long[] hashes = new long[64];
        private int count;

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

    String text() {
        return text;
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
        int length = text.length();
        int word = -1;
        boolean letters = false;
        long wordHash = 0;
        int line = 0;
        long lineHash = 0;
        boolean lineEmpty = true;
        int paragraph = -1;
        int paragraphEnd = 0;
        long paragraphHash = 0;
        for (int i = 0; i <= length; i++) {
            char c = i < length ? text.charAt(i) : '\n';
            boolean space = c <= ' ' || (c >= 0x85 && Character.isWhitespace(c));
            if (!space) {
                if (word < 0) {
                    word = i;
                    letters = false;
                    wordHash = 0xcbf29ce484222325L;
                }
                wordHash = (wordHash ^ c) * PRIME;
                letters |= c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : Character.isLetter(c);
                count(c, i);
                lineEmpty = false;
            } else if (word >= 0) {
                endWord(word, i, wordHash, letters);
                lineHash = mix(lineHash * PRIME + wordHash);
                word = -1;
            }
            if (c == '\n') {
                lineBreaks += i < length ? 1 : 0;
                if (lineEmpty) {
                    if (paragraph >= 0) {
                        paragraphs.add(paragraph, paragraphEnd, paragraphHash);
                        paragraph = -1;
                    }
                } else {
                    lines.add(line, i, lineHash);
                    paragraphHash = paragraph < 0 ? lineHash : mix(paragraphHash * PRIME + lineHash);
                    paragraph = paragraph < 0 ? line : paragraph;
                    paragraphEnd = i;
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

    private void count(char c, int at) {
        if (c == '#') {
            hashes++;
        } else if (c == '…') {
            ellipses++;
        } else if (c == '.' && at >= 2 && text.charAt(at - 1) == '.' && text.charAt(at - 2) == '.'
                && (at < 3 || text.charAt(at - 3) != '.')) {
            ellipses++;
        }
    }

    private void endWord(int start, int end, long hash, boolean letters) {
        words.add(start, end, hash);
        wordCharacters += end - start;
        wordsWithLetters += letters ? 1 : 0;
        int length = end - start;
        if (length >= 2 && length <= 5 && stopWords != 0xff) {
            while (length > 2 && ".,;:!?".indexOf(text.charAt(start + length - 1)) >= 0) {
                length--;
            }
            for (int i = 0; i < STOP_WORDS.size(); i++) {
                String stop = STOP_WORDS.get(i);
                stopWords |= stop.length() == length && text.startsWith(stop, start) ? 1 << i : 0;
            }
        }
    }

    static long mix(long hash) {
        long h = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        return h ^ h >>> 31;
    }
}
