package io.attune.provider;

import java.net.http.HttpClient;
import java.time.InstantSource;

/** Makes a provider from a connection. Found with {@link java.util.ServiceLoader}. */
public interface ProviderFactory {

    /** The dialect's name as connections and prices give it, such as {@code openai}. */
    String dialect();

    /**
     * Opens a connection. Nothing is sent yet.
     *
     * @param clock for deadlines
     */
    FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock);
}
