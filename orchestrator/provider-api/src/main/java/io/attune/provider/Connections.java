package io.attune.provider;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;

/**
 * The connections by name: those that the operator configured, which every project may use, and those of single projects,
 * which come and go. A configured name wins. A project's connection is also known everywhere by its account,
 * {@code project/name}. Thread-safe.
 */
public final class Connections {
    private final TreeMap<String, FineTuneProvider> providers = new TreeMap<>();
    private final TreeMap<String, ConnectionSettings> settings = new TreeMap<>();
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();
    private final List<ProviderFactory> factories;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final OfProjects ofProjects;

    private record Opened(long revision, FineTuneProvider provider) {}

    /** Where the connections of single projects are kept. */
    public interface OfProjects {
        /** No project has any. */
        OfProjects NONE = new OfProjects() {
            @Override
            public Set<String> names(ProjectId project) {
                return Set.of();
            }

            @Override
            public Optional<Kept> find(ProjectId project, String name) {
                return Optional.empty();
            }
        };

        Set<String> names(ProjectId project);

        Optional<Kept> find(ProjectId project, String name);

        /** @param revision another number whenever the settings are other ones */
        record Kept(ConnectionSettings settings, long revision) {}
    }

    /**
     * Opens every connection.
     *
     * @throws PlatformException when two share a name or a dialect has no adapter, naming it and those there are
     */
    public Connections(List<ConnectionSettings> configured, List<ProviderFactory> factories, InstantSource clock) {
        this(configured, factories, clock, OfProjects.NONE);
    }

    /** The same with connections of projects, each opened when it is first asked for. */
    public Connections(List<ConnectionSettings> configured, List<ProviderFactory> factories, InstantSource clock,
            OfProjects ofProjects) {
        this.factories = List.copyOf(factories);
        this.clock = clock;
        this.ofProjects = ofProjects;
        for (ConnectionSettings connection : configured) {
            ProviderFactory factory = factory(connection);
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

    /** The dialects that there are adapters for. */
    public Set<String> dialects() {
        return factories.stream().map(ProviderFactory::dialect).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The configured ones. */
    public Set<String> names() {
        return Set.copyOf(settings.keySet());
    }

    /** Those that a project may use. */
    public Set<String> names(ProjectId project) {
        Set<String> all = new TreeSet<>(settings.keySet());
        all.addAll(ofProjects.names(project));
        return all;
    }

    /** One name for each account, whoever uses it: the name of a configured connection, else {@code project/name}. */
    public String account(ProjectId project, String name) {
        String plain = plain(project, name);
        return settings.containsKey(plain) ? plain : project + "/" + plain;
    }

    /** A project's connection may be named by its account too. */
    private static String plain(ProjectId project, String name) {
        String prefix = project + "/";
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /**
     * The provider of a configured connection, or of an account.
     *
     * @throws PlatformException when there is none of that name, naming those there are
     */
    public FineTuneProvider provider(String name) {
        int slash = name.indexOf('/');
        if (slash > 0) {
            return provider(new ProjectId(name.substring(0, slash)), name.substring(slash + 1));
        }
        FineTuneProvider provider = providers.get(name);
        if (provider == null) {
            throw unknown(name, settings.keySet());
        }
        return provider;
    }

    /**
     * The provider of a connection that a project may use.
     *
     * @throws PlatformException when there is none of that name, naming those there are
     */
    public FineTuneProvider provider(ProjectId project, String nameOrAccount) {
        String name = plain(project, nameOrAccount);
        FineTuneProvider provider = providers.get(name);
        if (provider != null) {
            return provider;
        }
        OfProjects.Kept kept = kept(project, name);
        return opened.compute(project + "/" + name, (key, before) -> before != null
                && before.revision() == kept.revision() ? before : open(kept)).provider();
    }

    /** Opens a connection that is not kept yet, to try it. */
    public FineTuneProvider tryOut(ConnectionSettings connection) {
        return factory(connection).connect(connection, http, clock);
    }

    private Opened open(OfProjects.Kept kept) {
        return new Opened(kept.revision(), tryOut(kept.settings()));
    }

    /**
     * The settings of a configured connection, or of an account.
     *
     * @throws PlatformException when there is none of that name, naming those there are
     */
    public ConnectionSettings settings(String name) {
        int slash = name.indexOf('/');
        if (slash > 0) {
            return settings(new ProjectId(name.substring(0, slash)), name.substring(slash + 1));
        }
        ConnectionSettings found = settings.get(name);
        if (found == null) {
            throw unknown(name, settings.keySet());
        }
        return found;
    }

    /**
     * The settings of a connection that a project may use.
     *
     * @throws PlatformException when there is none of that name, naming those there are
     */
    public ConnectionSettings settings(ProjectId project, String nameOrAccount) {
        String name = plain(project, nameOrAccount);
        ConnectionSettings found = settings.get(name);
        return found == null ? kept(project, name).settings() : found;
    }

    private OfProjects.Kept kept(ProjectId project, String name) {
        return ofProjects.find(project, name).orElseThrow(() -> unknown(name, names(project)));
    }

    private ProviderFactory factory(ConnectionSettings connection) {
        return factories.stream().filter(f -> f.dialect().equals(connection.dialect())).findFirst().orElseThrow(
                () -> unknownDialect(connection));
    }

    private static PlatformException unknown(String name, Set<String> known) {
        return invalid("There is no connection '" + name + "'",
                "There are: " + (known.isEmpty() ? "none" : String.join(", ", known)) + ".");
    }

    private PlatformException unknownDialect(ConnectionSettings connection) {
        return invalid("Connection '" + connection.name() + "' names the dialect '" + connection.dialect()
                + "', for which there is no adapter", "Adapters are installed for: " + String.join(", ", dialects())
                        + ".");
    }

    private static PlatformException invalid(String message, String nextStep) {
        return new PlatformException(ErrorCode.INVALID_INPUT, message, nextStep);
    }
}
