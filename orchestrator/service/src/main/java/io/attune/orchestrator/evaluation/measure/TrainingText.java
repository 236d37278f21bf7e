package io.attune.orchestrator.evaluation.measure;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.attune.kernel.Digest;

/**
 * What a model was trained on, for asking whether an answer repeats it. An answer repeats training text verbatim when a run of
 * {@code length} words in a row stands in it (50 in N. Carlini et al., "Extracting training data from large language models", USENIX
 * Security 2021, and "Quantifying memorization across neural language models", ICLR 2023). Words are what stands between spaces, so
 * letters, marks and case count. Held are 64 bits of the digest of each run: 8 bytes a word of the training text.
 */
public final class TrainingText {
    /** Words in a row that nobody writes twice by chance. */
    public static final int LENGTH = 50;
    private static final Pattern SPACES = Pattern.compile("\\s+");

    private final long[] runs;
    private final int length;

    private TrainingText(long[] runs, int length) {
        this.runs = runs;
        this.length = length;
    }

    /** @param length of a run, in words, from 1 */
    public static TrainingText of(Stream<String> texts, int length) {
        return new TrainingText(texts.map(TrainingText::words).flatMapToLong(words -> runs(words,
                length)).sorted().distinct().toArray(), length);
    }

    /**
     * The longest stretch of an answer all of whose runs stand in the training text, in words: 0 or from the length of a run on. Two
     * runs that follow each other in the answer need not do so in the training text.
     */
    public int longestRun(String answer) {
        int longest = 0;
        int inARow = 0;
        for (long run : runs(words(answer), length).toArray()) {
            inARow = Arrays.binarySearch(runs, run) >= 0 ? inARow + 1 : 0;
            longest = Math.max(longest, inARow);
        }
        return longest == 0 ? 0 : longest + length - 1;
    }

    private static String[] words(String text) {
        return SPACES.splitAsStream(text).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    private static LongStream runs(String[] words, int length) {
        return LongStream.range(0, Math.max(0, words.length - length + 1L)).map(at -> bits(String.join(" ",
                Arrays.copyOfRange(words, (int) at, (int) at + length))));
    }

    private static long bits(String run) {
        return Long.parseUnsignedLong(Digest.of(run).hex().substring(0, 16), 16);
    }
}
