package io.attune.registry;

import io.attune.kernel.Interval;

/**
 * One measure of one arm on one suite.
 *
 * @param evaluation which evaluation measured it, such as the run's identifier
 * @param suite such as {@code defaults}
 * @param arm {@code base}, {@code base+retrieval}, {@code tuned} or {@code tuned+retrieval}
 * @param measure such as {@code exact-value} or {@code loss}
 * @param value with its 95 % interval; low and high equal the estimate where there is none
 * @param examples how many examples it is over
 */
public record Metric(String evaluation, String suite, String arm, String measure, Interval value, long examples) {
    public Metric {
        if (!Double.isFinite(value.low()) || !Double.isFinite(value.high())) {
            value = new Interval(value.estimate(), value.estimate(), value.estimate());
        }
    }
}
