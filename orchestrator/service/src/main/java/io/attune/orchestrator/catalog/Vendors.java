package io.attune.orchestrator.catalog;

import java.net.URI;
import java.util.Locale;

/**
 * Whose models a connection reaches. A dialect alone does not say: many servers speak OpenAI's.
 */
public final class Vendors {
    /** A server of somebody's own, or one whose vendor is not known. */
    public static final String OTHER = "other";

    private Vendors() {}

    /**
     * The vendor behind a connection.
     *
     * @param flavour which server of the dialect it is, or empty
     */
    public static String of(String dialect, String flavour, URI baseUrl) {
        if (!dialect.equals("openai")) {
            return dialect;
        }
        String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        if (flavour.equals("azure") || host.endsWith(".openai.azure.com")
                || host.endsWith(".services.ai.azure.com")) {
            return "azure";
        }
        if (flavour.equals("bedrock") || host.startsWith("bedrock-mantle.")) {
            return "bedrock-mantle";
        }
        // the flavour may be the dialect's default; only the address tells OpenAI from those who speak like it
        return host.equals("api.openai.com") || host.endsWith(".api.openai.com") ? "openai" : OTHER;
    }
}
