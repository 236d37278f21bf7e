package io.attune.orchestrator.connection;

import org.jspecify.annotations.Nullable;

/**
 * How much may be under way at a connection at once; null for what nobody limits.
 *
 * @param running jobs in training
 * @param queued further jobs that wait at the vendor; none where only running ones are limited, so that they wait here
 * @param gpus of a trainer of one's own
 */
public record Quotas(@Nullable Integer running, @Nullable Integer queued, @Nullable Integer gpus) {
    public static final Quotas NONE = new Quotas(null, null, null);

    /** Whether none of them is below zero. */
    boolean areNumbers() {
        return isNumber(running) && isNumber(queued) && isNumber(gpus);
    }

    private static boolean isNumber(@Nullable Integer limit) {
        return limit == null || limit >= 0;
    }
}
