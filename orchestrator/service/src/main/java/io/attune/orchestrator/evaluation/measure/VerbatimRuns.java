package io.attune.orchestrator.evaluation.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How many words in a row answers repeat of a training text (N. Carlini et al., "Quantifying memorization across neural language
 * models", ICLR 2023, count tokens). Words are what stands between spaces, so letters, marks and case count; a run of fewer than
 * {@link #LENGTH} words is nobody's, and what the answer was given to read, or should say, is no memory. Runs are told apart by 64
 * bits.
 *
 * <p>The answers are held and the training text passes by, so that the heap needed is that of the answers: 8 bytes a word. Two runs
 * that follow each other in the answer need not do so in the training text. Not thread-safe.
 */
public final class VerbatimRuns {
    /** Words in a row below which a repetition may be chance. */
    public static final int LENGTH = 8;
    private static final long PRIME = 0x100000001b3L;
    private static final long FACTOR = 0x9e3779b97f4a7c15L;
    /** In place of a run that is no memory. */
    private static final long EXCUSED = 0;

    private final List<long[]> answers = new ArrayList<>();
    private long @Nullable [] sorted;
    private BitSet seen = new BitSet();

    /**
     * Adds an answer, before any training text passes by.
     *
     * @param given what may be repeated, such as the question and the reference
     * @return its number
     */
    public int add(Collection<String> given, String answer) {
        if (sorted != null) {
            throw new IllegalStateException("Training text has passed by already");
        }
        long[] excused = given.stream().flatMapToLong(text -> Arrays.stream(runs(text))).sorted().toArray();
        answers.add(Arrays.stream(runs(answer)).map(run -> Arrays.binarySearch(excused, run) < 0
                ? run
                : EXCUSED).toArray());
        return answers.size() - 1;
    }

    /** Lets a training text pass by. */
    public void pass(String text) {
        long[] all = sorted();
        for (long run : runs(text)) {
            int at = Arrays.binarySearch(all, run);
            if (at >= 0) {
                seen.set(at);
            }
        }
    }

    /** The most words in a row of an answer that passed by: 0, or {@link #LENGTH} and more. */
    public int longest(int answer) {
        long[] all = sorted();
        int longest = 0;
        int inARow = 0;
        for (long run : answers.get(answer)) {
            inARow = run != EXCUSED && seen.get(Arrays.binarySearch(all, run)) ? inARow + 1 : 0;
            longest = Math.max(longest, inARow);
        }
        return longest == 0 ? 0 : longest + LENGTH - 1;
    }

    private long[] sorted() {
        long[] known = sorted;
        if (known == null) {
            long[] all = answers.stream().flatMapToLong(Arrays::stream).toArray();
            Arrays.sort(all);
            int kept = 0;
            for (int i = 0; i < all.length; i++) {
                if (i == 0 || all[i] != all[i - 1]) {
                    all[kept++] = all[i];
                }
            }
            known = Arrays.copyOf(all, kept);
            sorted = known;
            seen = new BitSet(kept);
        }
        return known;
    }

    private static long[] runs(String text) {
        long[] words = words(text);
        long[] runs = new long[Math.max(0, words.length - LENGTH + 1)];
        for (int i = 0; i < runs.length; i++) {
            long run = 0;
            for (int word = i; word < i + LENGTH; word++) {
                run = (run ^ words[word]) * FACTOR;
                run ^= run >>> 29;
            }
            runs[i] = run;
        }
        return runs;
    }

    /** Each word by FNV-1a over its characters. */
    private static long[] words(String text) {
        long[] words = new long[text.length() / 2 + 1];
        int count = 0;
        int at = 0;
        while (at < text.length()) {
            long word = 0xcbf29ce484222325L;
            int from = at;
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                word = (word ^ text.charAt(at)) * PRIME;
                at++;
            }
            if (at > from) {
                words[count++] = word;
            }
            at++;
        }
        return Arrays.copyOf(words, count);
    }
}
