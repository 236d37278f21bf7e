package io.attune.pipeline.quality;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the rules measured on one example: a pure function of the example and the rules' version. Holds no text of it.
 *
 * @param version of the rules that measured
 * @param values each score by name; absent where a score does not apply
 * @param notes words that explain a score, by its name, such as {@code answer de, question en}
 */
public record Scores(String version, SortedMap<String, Double> values, SortedMap<String, String> notes) {
    public Scores {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /** Gathers scores. Not thread-safe. */
    static final class Builder {
        private final TreeMap<String, Double> values = new TreeMap<>();
        private final TreeMap<String, String> notes = new TreeMap<>();

        /** Sets a score, rounded to six decimals so that it is the same when it was kept as text. */
        void set(String score, double value) {
            values.put(score, Math.rint(value * 1e6) / 1e6);
        }

        /** Raises a score; the note of the highest stays. */
        void raise(String score, double value, String note) {
            Double before = values.get(score);
            if (before == null || value > before) {
                set(score, value);
                if (value > 0 && !note.isEmpty()) {
                    notes.put(score, note);
                }
            }
        }

        Scores build(String version) {
            return new Scores(version, values, notes);
        }
    }
}
