package io.attune.orchestrator.egress;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far data may be known, the least secret first. */
public enum Classification {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL,
    RESTRICTED;

    /** The class of a word as recipes write it; empty when there is none. */
    public static Optional<Classification> of(String word) {
        return Arrays.stream(values()).filter(one -> one.toString().equals(word.strip())).findFirst();
    }

    /** All the words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Classification::toString).toList();
    }

    /** As recipes write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
