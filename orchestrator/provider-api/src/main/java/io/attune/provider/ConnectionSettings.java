package io.attune.provider;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * An account at a provider, as the operator configured it.
 *
 * @param name by which recipes refer to it
 * @param dialect which {@link ProviderFactory} speaks to it
 * @param baseUrl where its API begins, such as {@code https://api.example.com/v1}
 * @param credential read each time it is needed and never kept; an empty text means none
 * @param timeout the longest one request may take
 * @param options what this dialect needs beyond that
 */
public record ConnectionSettings(String name, String dialect, URI baseUrl, Supplier<String> credential,
        Duration timeout, ConnectionOptions options) {

    /** An account without options. */
    public ConnectionSettings(String name, String dialect, URI baseUrl, Supplier<String> credential,
            Duration timeout) {
        this(name, dialect, baseUrl, credential, timeout, ConnectionOptions.NONE);
    }

    /** Leaves the credentials out. */
    @Override
    public String toString() {
        return name + " (" + dialect + " at " + baseUrl + ")";
    }
}
