package io.attune.pipeline.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How numbers are spread. Median and percentile are by nearest rank.
 *
 * @param buckets of doubling width, from the one that holds the least to the one that holds the greatest
 */
public record Distribution(long count, long least, long median, long p95, long most, long total,
        List<Bucket> buckets) {
    public Distribution {
        buckets = List.copyOf(buckets);
    }

    /** How many numbers are from {@code from} to {@code to}, both inclusive. */
    public record Bucket(long from, long to, long count) {}

    /** @param values not negative, in any order */
    static Distribution of(long[] values) {
        if (values.length == 0) {
            return new Distribution(0, 0, 0, 0, 0, 0, List.of());
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Distribution(sorted.length, sorted[0], rank(sorted, 50), rank(sorted, 95),
                sorted[sorted.length - 1], Arrays.stream(sorted).sum(), buckets(sorted));
    }

    private static long rank(long[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }

    private static List<Bucket> buckets(long[] sorted) {
        List<Bucket> buckets = new ArrayList<>();
        long from = sorted[0] == 0 ? 0 : Long.highestOneBit(sorted[0]);
        int at = 0;
        while (at < sorted.length) {
            long to = from == 0 ? 0 : 2 * from - 1;
            int start = at;
            while (at < sorted.length && sorted[at] <= to) {
                at++;
            }
            buckets.add(new Bucket(from, to, at - start));
            from = to + 1;
        }
        return buckets;
    }
}
