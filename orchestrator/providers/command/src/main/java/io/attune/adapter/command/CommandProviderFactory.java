package io.attune.adapter.command;

import java.net.http.HttpClient;
import java.time.InstantSource;

import io.attune.provider.ConnectionSettings;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;

/** Opens connections of the dialect {@code command}. */
public final class CommandProviderFactory implements ProviderFactory {
    private final SharedConnections shared = new SharedConnections();

    @Override
    public String dialect() {
        return "command";
    }

    /**
     * Opens a connection.
     *
     * @throws io.attune.kernel.InvalidInputException with everything that is wrong with its options
     */
    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        CommandSettings read = SettingsReader.read(settings);
        return new CommandProvider(read, shared, http, clock);
    }
}
