package io.attune.orchestrator.egress;

import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Where data would go.
 *
 * @param connection its name
 * @param local whether nothing leaves the operator's own machines
 * @param dataClasses what the contract with the vendor allows to be sent; empty when nobody said
 * @param retention how long the vendor keeps what was deleted, null when nobody said
 */
public record Destination(String connection, Region region, boolean local, Set<Classification> dataClasses,
        @Nullable Duration retention) {
    public Destination {
        dataClasses = Set.copyOf(dataClasses);
    }
}
