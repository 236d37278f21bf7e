package io.attune.orchestrator.connection;

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
    private final Map<String, ConnectionProperties.About> configured = new HashMap<>();

    ConnectionProfiles(Connections connections, ConnectionProperties settings) {
        this.connections = connections;
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
        return connections.names();
    }

    /**
     * A connection.
     *
     * @throws io.attune.kernel.PlatformException when the project has none of that name, naming those it has
     */
    public ConnectionProfile get(ProjectId project, String name) {
        return configured(connections.settings(name));
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
        return new ConnectionProfile(settings.name(), settings.dialect(), vendor, settings.baseUrl(), destination,
                said.quotas(), true);
    }
}
