package io.attune.orchestrator.connection;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an operator says of a configured connection beyond how it is reached.
 *
 * @param region where the vendor works on data, or empty
 * @param local whether nothing leaves the operator's machines; null when the address decides
 * @param dataClasses what the contract allows to be sent, in the words of recipes; empty when nobody said
 * @param retention how long the vendor keeps what was deleted, null when nobody said
 * @param quotas what may be under way at once
 */
public record ConfiguredConnection(String name, String region, @Nullable Boolean local, List<String> dataClasses,
        @Nullable Duration retention, Quotas quotas) {
    public ConfiguredConnection {
        dataClasses = List.copyOf(dataClasses);
    }

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
}
