package io.attune.adapter.openai;

import java.net.http.HttpClient;
import java.time.InstantSource;

import io.attune.kernel.InvalidInputException;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;

/**
 * Opens connections of the dialect {@code openai}: the flavours {@code openai} (also every other server of the dialect),
 * {@code azure} and {@code bedrock}.
 */
public final class OpenAiProviderFactory implements ProviderFactory {

    @Override
    public String dialect() {
        return "openai";
    }

    /**
     * Opens a connection.
     *
     * @throws InvalidInputException when its options make no sense, with everything wrong with them
     */
    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        Account account = Account.of(settings);
        Transport transport = new Transport(settings, http, account.manner());
        return new OpenAiProvider(transport, account, new Abilities(settings, http, clock, account, transport).all(),
                clock);
    }
}
