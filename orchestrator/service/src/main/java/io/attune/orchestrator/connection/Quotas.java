package io.attune.orchestrator.connection;

import org.jspecify.annotations.Nullable;

/**
 * How much may be under way at a connection at once; null for what nobody limits.
 *
 * @param running jobs in training
 * @param queued jobs that wait at the vendor
 * @param gpus of a trainer of one's own
 */
public record Quotas(@Nullable Integer running, @Nullable Integer queued, @Nullable Integer gpus) {
    public static final Quotas NONE = new Quotas(null, null, null);
}
