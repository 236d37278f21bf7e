package io.attune.pipeline;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step did, in numbers of examples. Conservation holds: in + added = kept + dropped + merged.
 *
 * @param step the step's name
 * @param version of the step's rules
 * @param changed how many of the kept ones left the step with other words
 * @param reasons how many were dropped or merged for each reason
 */
public record StepCount(String step, String version, long in, long added, long kept, long dropped, long merged,
        long changed, SortedMap<String, Long> reasons) {
    public StepCount {
        if (in + added != kept + dropped + merged) {
            throw new IllegalStateException("Step '" + step + "' lost count: " + in + " in + " + added
                    + " added is not "
                    + kept + " kept + " + dropped + " dropped + " + merged + " merged");
        }
        long explained = reasons.values().stream().mapToLong(Long::longValue).sum();
        if (explained != dropped + merged) {
            throw new IllegalStateException("Step '" + step + "' removed " + (dropped + merged) + " examples and gave a"
                    + " reason for " + explained);
        }
        reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }

    /** Adds up one step as it ran in two places. */
    public StepCount plus(StepCount other) {
        TreeMap<String, Long> both = new TreeMap<>(reasons);
        for (Map.Entry<String, Long> entry : other.reasons.entrySet()) {
            both.merge(entry.getKey(), entry.getValue(), Long::sum);
        }
        return new StepCount(step, version, in + other.in, added + other.added, kept + other.kept,
                dropped + other.dropped, merged + other.merged, changed + other.changed, both);
    }
}
