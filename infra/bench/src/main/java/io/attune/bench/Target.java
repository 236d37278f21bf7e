package io.attune.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a measure should be.
 *
 * @param higherIsBetter whether more is better
 * @param reach what must be reached, or null when the figure is only for information
 * @param stretch what would be better still, or null
 */
public record Target(boolean higherIsBetter, @Nullable Double reach, @Nullable Double stretch) {

    public static Target atLeast(double reach) {
        return new Target(true, reach, null);
    }

    public static Target atLeast(double reach, double stretch) {
        return new Target(true, reach, stretch);
    }

    public static Target atMost(double reach) {
        return new Target(false, reach, null);
    }

    public static Target atMost(double reach, double stretch) {
        return new Target(false, reach, stretch);
    }

    /** A figure that is only shown, where less is better. */
    public static Target none() {
        return new Target(false, null, null);
    }

    /** A figure that is only shown, where more is better. */
    public static Target noneButMore() {
        return new Target(true, null, null);
    }

    /** How a value stands. */
    public enum Verdict {
        STRETCHED,
        REACHED,
        MISSED,
        SHOWN
    }

    public Verdict judge(double value) {
        if (reach == null) {
            return Verdict.SHOWN;
        }
        if (!meets(value, reach)) {
            return Verdict.MISSED;
        }
        return stretch != null && meets(value, stretch) ? Verdict.STRETCHED : Verdict.REACHED;
    }

    private boolean meets(double value, double bound) {
        return higherIsBetter ? value >= bound : value <= bound;
    }
}
