package io.attune.registry;

/** Takes endpoints down. Whoever can make them implements it as a bean. */
public interface EndpointCloser {

    /** Whether it is the one for a connection. */
    boolean serves(String connection);

    /**
     * Takes an endpoint down, and returns when the provider says it is gone or never was. It may be called again.
     *
     * @throws RuntimeException when the provider did not say so; the message is shown, and it is tried again later
     */
    void close(Lease lease);
}
