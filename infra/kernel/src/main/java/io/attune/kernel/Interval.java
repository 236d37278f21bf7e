package io.attune.kernel;

/**
 * A confidence interval around an estimate.
 *
 * @param low the lower bound
 * @param estimate what was observed
 * @param high the upper bound
 */
public record Interval(double low, double estimate, double high) {

    /** Whether the whole interval lies on one side of {@code value}. */
    public boolean excludes(double value) {
        return low > value || high < value;
    }
}
