package io.attune.cli.api;

import java.net.URI;

/**
 * A platform to speak to.
 *
 * @param url where it answers, without a path
 * @param key the API key; empty where none is known
 * @param project the project asked about; empty for the key's own
 */
public record Endpoint(URI url, String key, String project) {

    /** Leaves the key out. */
    @Override
    public String toString() {
        return url + (project.isEmpty() ? "" : " project " + project);
    }
}
