package io.attune.orchestrator.connection;

import org.jspecify.annotations.Nullable;

/**
 * How much may be under way at a connection at once, by its owner's word and its vendor's; null for what nobody limits.
 *
 * @param jobs submitted and not ended, running or not
 * @param waiting those of them that are not in training yet
 * @param gpus that they hold together
 */
public record ConnectionLimits(@Nullable Integer jobs, @Nullable Integer waiting, @Nullable Integer gpus) {
    public static final ConnectionLimits NONE = new ConnectionLimits(null, null, null);

    /**
     * The limits that quotas mean. Where only running jobs are limited none shall wait at the vendor: they wait here, where
     * their priority counts.
     */
    static ConnectionLimits of(Quotas quotas) {
        Integer running = quotas.running();
        Integer queued = quotas.queued();
        return new ConnectionLimits(running == null ? null : Integer.valueOf(running + (queued == null ? 0 : queued)),
                running == null ? queued : null, quotas.gpus());
    }

    /** What a vendor itself allows an account, where it publishes that. The figures are of November 2026. */
    static ConnectionLimits ofVendor(String vendor) {
        return vendor.equals("azure") ? of(new Quotas(3, 20, null)) : NONE;
    }

    /** Whichever is lower. */
    ConnectionLimits and(ConnectionLimits other) {
        return new ConnectionLimits(least(jobs, other.jobs), least(waiting, other.waiting), least(gpus, other.gpus));
    }

    private static @Nullable Integer least(@Nullable Integer one, @Nullable Integer other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Integer.valueOf(Math.min(one, other));
    }
}
