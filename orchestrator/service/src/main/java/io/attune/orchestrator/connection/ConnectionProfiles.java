package io.attune.orchestrator.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.Vendors;
import io.attune.orchestrator.egress.Classification;
import io.attune.orchestrator.egress.Destination;
import io.attune.orchestrator.egress.Region;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import org.springframework.stereotype.Component;

/** The connections that a project may name. Thread-safe. */
@Component
public class ConnectionProfiles {
    private static final ConnectionProperties.About NOTHING = new ConnectionProperties.About(null, null, null,
            new ConnectionProperties.Terms(List.of(), null), Quotas.NONE);

    private final Connections connections;
    private final StoredConnections stored;
    private final Map<String, ConnectionProperties.About> configured = new HashMap<>();

    ConnectionProfiles(Connections connections, StoredConnections stored, ConnectionProperties settings) {
        this.connections = connections;
        this.stored = stored;
        Problems problems = new Problems();
        for (int i = 0; i < settings.connections().size(); i++) {
            ConnectionProperties.About about = settings.connections().get(i);
            configured.put(String.valueOf(about.name()), about);
            for (String word : about.terms().dataClasses()) {
                if (Classification.of(word).isEmpty()) {
                    problems.add("attune.connections[" + i + "].terms.data-classes", 0, "'" + word
                            + "' is no data class", "Known are: " + String.join(", ", Classification.words()) + ".");
                }
            }
        }
        problems.throwIfAny("The configuration");
    }

    /** The names that a project's recipes may use. */
    public Set<String> names(ProjectId project) {
        return connections.names(project);
    }

    /**
     * A connection, by its name or its account.
     *
     * @throws io.attune.kernel.PlatformException when the project has none of that name, naming those it has
     */
    public ConnectionProfile get(ProjectId project, String nameOrAccount) {
        String prefix = project + "/";
        String name = nameOrAccount.startsWith(prefix) ? nameOrAccount.substring(prefix.length()) : nameOrAccount;
        StoredConnection own = connections.names().contains(name) ? null : stored.get(project, name).orElse(null);
        return own == null ? configured(connections.settings(project, name)) : added(project, own);
    }

    private ConnectionProfile configured(ConnectionSettings settings) {
        ConnectionProperties.About said = configured.getOrDefault(settings.name(), NOTHING);
        String region = said.region() == null ? settings.options().value("region").orElse("") : said.region();
        Boolean local = said.local();
        Destination destination = new Destination(settings.name(), new Region(region), local == null
                ? Addresses.isLocal(settings.dialect(), settings.baseUrl())
                : local, said.terms().dataClasses().stream().flatMap(word -> Classification.of(word).stream()).collect(
                        Collectors.toUnmodifiableSet()), said.terms().retention());
        String vendor = Vendors.of(settings.dialect(), settings.options().value("flavour").orElse(""),
                settings.baseUrl());
        return new ConnectionProfile(settings.name(), settings.dialect(), vendor, settings.baseUrl(), settings.name(),
                destination, said.quotas(), true);
    }

    private static ConnectionProfile added(ProjectId project, StoredConnection own) {
        Integer days = own.retentionDays();
        Destination destination = new Destination(own.name(), new Region(own.region()), own.local(), Set.copyOf(
                own.dataClasses()), days == null ? null : Duration.ofDays(days));
        return new ConnectionProfile(own.name(), own.dialect(), Vendors.of(own.dialect(), own.options().getOrDefault(
                "flavour", ""), own.baseUrl()), own.baseUrl(), project + "/" + own.name(), destination, own.quotas(),
                false);
    }
}
