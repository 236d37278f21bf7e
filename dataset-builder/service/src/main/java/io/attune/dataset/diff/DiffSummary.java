package io.attune.dataset.diff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attune.dataset.store.Profile;

/**
 * Two versions compared in figures.
 *
 * @param moved how many went from one split to another, by {@code train to test}
 * @param distributions each value whose count differs, the largest difference first
 * @param sameRecipe whether both were made by equal curation plans
 */
record DiffSummary(Version base, Version head, long added, long removed, long movedTotal, long changed, long unchanged,
        SortedMap<String, Long> moved, Profile.Tokens baseTokens, Profile.Tokens headTokens,
        List<Shift> distributions, boolean sameRecipe) {
    private static final int SHIFTS_MAX = 40;

    /** One of the two. */
    record Version(String name, int number, String digest, long examples) {}

    /** How many examples have a value, before and after. */
    record Shift(String field, String value, long base, long head) {
        long size() {
            return Math.abs(head - base);
        }
    }

    static List<Shift> shifts(Profile base, Profile head) {
        List<Shift> shifts = new ArrayList<>();
        for (String field : union(base.counts(), head.counts())) {
            SortedMap<String, Long> before = base.counts().getOrDefault(field, Collections.emptySortedMap());
            SortedMap<String, Long> after = head.counts().getOrDefault(field, Collections.emptySortedMap());
            for (String value : union(before, after)) {
                Shift shift = new Shift(field, value, before.getOrDefault(value, 0L), after.getOrDefault(value, 0L));
                if (shift.size() > 0) {
                    shifts.add(shift);
                }
            }
        }
        shifts.sort((a, b) -> Long.compare(b.size(), a.size()));
        return shifts.subList(0, Math.min(SHIFTS_MAX, shifts.size()));
    }

    private static SortedSet<String> union(Map<String, ?> a, Map<String, ?> b) {
        TreeSet<String> both = new TreeSet<>(a.keySet());
        both.addAll(b.keySet());
        return both;
    }

    /** Adds up while versions are compared. */
    static final class Tally {
        long added;
        long removed;
        long moved;
        long changed;
        final TreeMap<String, Long> ways = new TreeMap<>();

        void add(Change change) {
            switch (change.kind()) {
                case ADDED -> added++;
                case REMOVED -> removed++;
                case CHANGED -> changed++;
                case MOVED -> {
                    moved++;
                    if (change.base() != null && change.head() != null) {
                        ways.merge(change.base().split().word() + " to " + change.head().split().word(), 1L, Long::sum);
                    }
                }
            }
        }
    }
}
