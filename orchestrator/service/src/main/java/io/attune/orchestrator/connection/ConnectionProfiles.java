package io.attune.orchestrator.connection;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.catalog.Vendors;
import io.attune.orchestrator.egress.Classification;
import io.attune.orchestrator.egress.Destination;
import io.attune.orchestrator.egress.Region;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The connections that a project may name. Thread-safe. */
@Component
public class ConnectionProfiles {
    private final Connections connections;
    private final Map<String, ConfiguredConnection> configured;

    ConnectionProfiles(Connections connections, ObjectProvider<ConfiguredConnection> configured) {
        this.connections = connections;
        this.configured = configured.orderedStream().collect(Collectors.toUnmodifiableMap(ConfiguredConnection::name,
                Function.identity()));
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
        ConfiguredConnection said = configured.getOrDefault(settings.name(), new ConfiguredConnection(settings.name(),
                "", null, List.of(), null, ConfiguredConnection.Quotas.NONE));
        Boolean local = said.local();
        Destination destination = new Destination(settings.name(), new Region(said.region()), local == null
                ? Addresses.isLocal(settings.dialect(), settings.baseUrl())
                : local, said.dataClasses().stream().flatMap(word -> Classification.of(word).stream()).collect(
                        Collectors.toUnmodifiableSet()), said.retention());
        return new ConnectionProfile(settings.name(), settings.dialect(), Vendors.of(settings.dialect(), "", settings.baseUrl()),
                settings.baseUrl(), destination, said.quotas(), true);
    }
}
