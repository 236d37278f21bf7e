package io.attune.adapter.openai;

import java.net.http.HttpClient;
import java.time.InstantSource;

import io.attune.provider.ConnectionSettings;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;

/** Opens connections of the dialect {@code openai}. */
public final class OpenAiProviderFactory implements ProviderFactory {

    @Override
    public String dialect() {
        return "openai";
    }

    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        return new OpenAiProvider(new Transport(settings, http), clock);
    }
}
