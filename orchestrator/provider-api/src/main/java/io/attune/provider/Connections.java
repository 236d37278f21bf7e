package io.attune.provider;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;

/** The configured connections by name. Thread-safe. */
public final class Connections {
    private final TreeMap<String, FineTuneProvider> providers = new TreeMap<>();
    private final TreeMap<String, ConnectionSettings> settings = new TreeMap<>();

    /**
     * Opens every connection.
     *
     * @throws PlatformException when two share a name or a dialect has no adapter, naming it and those there are
     */
    public Connections(List<ConnectionSettings> configured, List<ProviderFactory> factories, InstantSource clock) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        for (ConnectionSettings connection : configured) {
            ProviderFactory factory = factories.stream().filter(f -> f.dialect().equals(
                    connection.dialect())).findFirst().orElseThrow(() -> unknownDialect(connection, factories));
            if (settings.put(connection.name(), connection) != null) {
                throw invalid("Two connections are named '" + connection.name() + "'", "Rename one of them.");
            }
            providers.put(connection.name(), factory.connect(connection, http, clock));
        }
    }

    /** The factories of the adapters on the class path. */
    public static List<ProviderFactory> installedFactories() {
        return ServiceLoader.load(ProviderFactory.class).stream().map(ServiceLoader.Provider::get).toList();
    }

    public Set<String> names() {
        return Set.copyOf(settings.keySet());
    }

    /**
     * A connection's provider.
     *
     * @throws PlatformException when there is none of that name, naming those there are
     */
    public FineTuneProvider provider(String name) {
        FineTuneProvider provider = providers.get(name);
        if (provider == null) {
            throw unknown(name);
        }
        return provider;
    }

    /**
     * A connection's settings.
     *
     * @throws PlatformException when there is none of that name, naming those there are
     */
    public ConnectionSettings settings(String name) {
        ConnectionSettings found = settings.get(name);
        if (found == null) {
            throw unknown(name);
        }
        return found;
    }

    private PlatformException unknown(String name) {
        return invalid("There is no connection '" + name + "'",
                "Configured are: " + (settings.isEmpty() ? "none" : String.join(", ", settings.keySet())) + ".");
    }

    private static PlatformException unknownDialect(ConnectionSettings connection, List<ProviderFactory> factories) {
        String known = factories.stream().map(ProviderFactory::dialect).sorted().collect(Collectors.joining(", "));
        return invalid("Connection '" + connection.name() + "' names the dialect '" + connection.dialect()
                + "', for which there is no adapter", "Adapters are installed for: " + known + ".");
    }

    private static PlatformException invalid(String message, String nextStep) {
        return new PlatformException(ErrorCode.INVALID_INPUT, message, nextStep);
    }
}
