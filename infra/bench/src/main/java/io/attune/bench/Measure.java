package io.attune.bench;

import org.jspecify.annotations.Nullable;

/**
 * One line of the report.
 *
 * @param name what was measured
 * @param unit of all its figures, such as {@code docs/s}
 * @param peer the same work by another program, or null
 */
public record Measure(String name, String unit, Target target, Readings readings, @Nullable Peer peer) {

    /**
     * Another program at the same work on the same machine.
     *
     * @param name program and version
     * @param value in the measure's unit
     */
    public record Peer(String name, double value) {
    }

    public Target.Verdict verdict() {
        return target.judge(readings.median());
    }

    /** How many times better than the peer, or null without one. */
    public @Nullable Double ratio() {
        if (peer == null || peer.value() == 0 || readings.median() == 0) {
            return null;
        }
        double ratio = readings.median() / peer.value();
        return target.higherIsBetter() ? ratio : 1 / ratio;
    }
}
