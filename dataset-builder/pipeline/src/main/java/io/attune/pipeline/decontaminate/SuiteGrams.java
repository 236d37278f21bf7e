package io.attune.pipeline.decontaminate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.pipeline.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * The runs of words of suites' items, and in how many records each stands. Counting is for one thread; finding is for
 * many.
 */
final class SuiteGrams {
    static final int LONG = 12;
    static final int SHORT = 8;

    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<Integer, String> suites = new HashMap<>();
    private boolean hasShort;
    private int[] records = new int[1_024];
    private int[] lastRecord = new int[1_024];
    private int counted;

    /** Adds an item; one of fewer than eight words has no runs. What stands in several suites is the first one's. */
    void add(String suite, String item) {
        Words words = Words.of(item);
        int n = words.count() >= LONG ? LONG : SHORT;
        hasShort |= n == SHORT && words.count() >= SHORT;
        for (long gram : words.grams(n)) {
            int number = numbers.computeIfAbsent(key(gram, n), k -> numbers.size());
            suites.putIfAbsent(number, suite);
        }
        if (numbers.size() > records.length) {
            records = Arrays.copyOf(records, 2 * numbers.size());
            lastRecord = Arrays.copyOf(lastRecord, 2 * numbers.size());
        }
    }

    /** Counts a record: each run once, however often it stands there. */
    void count(List<Words> texts) {
        counted++;
        for (Words words : texts) {
            count(words, LONG);
            if (hasShort) {
                count(words, SHORT);
            }
        }
    }

    private void count(Words words, int n) {
        for (long gram : words.grams(n)) {
            Integer number = numbers.get(key(gram, n));
            if (number != null && lastRecord[number] != counted) {
                lastRecord[number] = counted;
                records[number]++;
            }
        }
    }

    /** A run that stands in the texts. */
    record Hit(String suite, int words) {}

    /** The first run in the texts that is no template: one in at most so many records. */
    @Nullable
    Hit find(List<Words> texts, long recordsMax) {
        for (Words words : texts) {
            Hit hit = find(words, LONG, recordsMax);
            hit = hit == null && hasShort ? find(words, SHORT, recordsMax) : hit;
            if (hit != null) {
                return hit;
            }
        }
        return null;
    }

    private @Nullable Hit find(Words words, int n, long recordsMax) {
        for (long gram : words.grams(n)) {
            Integer number = numbers.get(key(gram, n));
            if (number != null && records[number] <= recordsMax) {
                return new Hit(suites.getOrDefault(number, ""), n);
            }
        }
        return null;
    }

    private static long key(long gram, int n) {
        return gram * 31 + n;
    }
}
