package io.attune.orchestrator.connection;

import java.net.URI;

import io.attune.orchestrator.egress.Destination;

/**
 * Who a connection is, without how it proves itself.
 *
 * @param vendor as the catalogue names it
 * @param account one name for each account, whoever uses it
 * @param configured whether it is the operator's, for every project
 */
public record ConnectionProfile(String name, String dialect, String vendor, URI baseUrl, String account,
        Destination destination,
        Quotas quotas, boolean configured) {

    /** How much may be under way there at once: the quotas, and what its vendor allows. */
    public ConnectionLimits limits() {
        return ConnectionLimits.of(quotas).and(ConnectionLimits.ofVendor(vendor));
    }
}
