package io.attune.orchestrator.connection;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.attune.orchestrator.egress.Classification;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a project added.
 *
 * @param region where the vendor works on data, or empty
 * @param local whether nothing leaves the operator's machines
 * @param account the role, project or resource at the vendor, or empty
 * @param staging where files are put for the vendor to fetch, or empty when it is sent them
 * @param dataClasses what the contract allows to be sent; empty when nobody said
 * @param retentionDays how long the vendor keeps what was deleted, null when nobody said
 * @param credential {@code env:NAME}, {@code file:PATH} or {@code ambient}; never the credential itself
 * @param timeout the longest one request may take
 * @param options what the adapter needs beyond that
 */
record StoredConnection(String name, String dialect, URI baseUrl, String region, boolean local, String account,
        String staging, List<Classification> dataClasses, @Nullable Integer retentionDays, Quotas quotas,
        String credential, Duration timeout, Map<String, String> options) {
    StoredConnection {
        dataClasses = List.copyOf(dataClasses);
        options = Map.copyOf(options);
    }
}
