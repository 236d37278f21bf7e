package io.attune.orchestrator.connection;

import java.net.URI;
import java.util.Locale;

/** What an address tells of where it leads. */
final class Addresses {
    private Addresses() {}

    /** Whether a connection leads to this very machine, or starts a program of the operator's. Others must be declared. */
    static boolean isLocal(String dialect, URI baseUrl) {
        String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        return dialect.equals("command") || host.equals("localhost") || host.equals("[::1]") || host.matches(
                "127(\\.[0-9]{1,3}){3}");
    }
}
