package io.attune.dataset.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a sample is spread over strata. */
final class Allocation {
    private Allocation() {}

    /**
     * In proportion to their sizes by the method of largest remainders, at least one of each and never more than there
     * are. More than {@code size} together only when there are more strata than that.
     */
    static SortedMap<Part, Integer> of(Map<Part, Long> sizes, int size) {
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        TreeMap<Part, Integer> taken = new TreeMap<>();
        TreeMap<Part, Double> remainders = new TreeMap<>();
        sizes.forEach((part, count) -> {
            double share = Math.min(1, (double) size / all) * count;
            int whole = (int) Math.max(1, Math.floor(share));
            taken.put(part, whole);
            remainders.put(part, share - whole);
        });
        List<Part> order = remainders.entrySet().stream().sorted(Map.Entry.<Part, Double>comparingByValue(
                Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).toList();
        long left = Math.min(size, all) - taken.values().stream().mapToInt(Integer::intValue).sum();
        while (left > 0) {
            for (Part part : order) {
                int now = taken.getOrDefault(part, 0);
                if (left > 0 && now < sizes.getOrDefault(part, 0L)) {
                    taken.put(part, now + 1);
                    left--;
                }
            }
        }
        while (left < 0) {
            Part largest = taken.entrySet().stream().max(Map.Entry.<Part, Integer>comparingByValue()).map(
                    Map.Entry::getKey).orElseThrow();
            if (taken.getOrDefault(largest, 1) == 1) {
                break;
            }
            taken.merge(largest, -1, Integer::sum);
            left++;
        }
        return taken;
    }
}
