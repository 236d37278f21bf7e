package io.attune.orchestrator.connection;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator says of the configured connections beyond how they are reached.
 *
 * @param connections in the order of the settings that say how they are reached
 * @param egress what may be reached
 */
@ConfigurationProperties("attune")
record ConnectionProperties(@DefaultValue List<About> connections, @DefaultValue Reach egress) {

    /** @param privateHosts hosts, with or without a port, of private networks to which projects may add connections */
    record Reach(@DefaultValue List<String> privateHosts) {}

    /**
     * One connection.
     *
     * @param region where the vendor works on data, in the vendor's own word
     * @param local whether nothing leaves the operator's machines; without it the address decides
     */
    record About(@Nullable String name, @Nullable String region, @Nullable Boolean local, @DefaultValue Terms terms,
            @DefaultValue Quotas quotas) {}

    /**
     * What the contract with the vendor says.
     *
     * @param dataClasses what may be sent, in the words of recipes
     * @param retention how long the vendor keeps what was deleted
     */
    record Terms(@DefaultValue List<String> dataClasses, @Nullable Duration retention) {}
}
