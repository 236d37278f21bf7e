package io.attune.pipeline.quality;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What the rules measured on one example: a pure function of the example and the rules' version. Holds no text of it.
 * Immutable.
 */
public final class Scores {
    private final String version;
    /** In the order in which they were measured; there are few, so they are found by looking at each. */
    private final String[] names;
    private final double[] measured;
    private final Map<String, String> notes;

    /**
     * @param version of the rules that measured
     * @param values each score by name; absent where a score does not apply
     * @param notes words that explain a score, by its name, such as {@code answer de, question en}
     */
    public Scores(String version, Map<String, Double> values, Map<String, String> notes) {
        this(version, values.keySet().toArray(String[]::new), values.values().stream().mapToDouble(
                Double::doubleValue).toArray(), Map.copyOf(notes));
    }

    private Scores(String version, String[] names, double[] measured, Map<String, String> notes) {
        this.version = version;
        this.names = names;
        this.measured = measured;
        this.notes = notes;
    }

    /** Of the rules that measured. */
    public String version() {
        return version;
    }

    /** Each score by name; absent where a score does not apply. */
    public SortedMap<String, Double> values() {
        TreeMap<String, Double> values = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            values.put(names[i], measured[i]);
        }
        return Collections.unmodifiableSortedMap(values);
    }

    /** Words that explain a score, by its name, such as {@code answer de, question en}. */
    public SortedMap<String, String> notes() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /** One score, or NaN where it does not apply. */
    double value(String score) {
        int at = indexOf(names, names.length, score);
        return at < 0 ? Double.NaN : measured[at];
    }

    /** The words that explain one score, or none. */
    String note(String score) {
        return notes.getOrDefault(score, "");
    }

    private static int indexOf(String[] names, int count, String score) {
        int i = count - 1;
        while (i >= 0 && !names[i].equals(score)) {
            i--;
        }
        return i;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Scores scores && version.equals(scores.version) && values().equals(scores.values())
                && notes.equals(scores.notes);
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return version + " " + values() + " " + notes();
    }

    /** Gathers scores. Not thread-safe. */
    static final class Builder {
        private String[] names = new String[16];
        private double[] measured = new double[16];
        private int count;
        private Map<String, String> notes = Map.of();

        /** Sets a score, rounded to six decimals so that it is the same when it was kept as text. */
        void set(String score, double value) {
            if (count == names.length) {
                names = Arrays.copyOf(names, 2 * count);
                measured = Arrays.copyOf(measured, 2 * count);
            }
            names[count] = score;
            measured[count++] = rounded(value);
        }

        /** Raises a score; the note of the highest stays. */
        void raise(String score, double value, String note) {
            int at = indexOf(names, count, score);
            if (at < 0) {
                set(score, value);
            } else if (value > measured[at]) {
                measured[at] = rounded(value);
            } else {
                return;
            }
            if (value > 0 && !note.isEmpty()) {
                notes = new TreeMap<>(notes);
                notes.put(score, note);
            }
        }

        private static double rounded(double value) {
            return value == (int) value ? value : Math.rint(value * 1e6) / 1e6;
        }

        Scores build(String version) {
            return new Scores(version, Arrays.copyOf(names, count), Arrays.copyOf(measured, count), notes);
        }
    }
}
