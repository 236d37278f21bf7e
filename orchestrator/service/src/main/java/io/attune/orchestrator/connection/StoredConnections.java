package io.attune.orchestrator.connection;

import java.net.UnknownHostException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.AddressGuard;
import io.attune.platform.Audit;
import io.attune.platform.PlatformProperties;
import io.attune.provider.ConnectionOptions;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.ProviderException;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The connections that projects added. */
@Repository
class StoredConnections implements Connections.OfProjects {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Audit audit;
    private final InstantSource clock;
    private final PlatformProperties platform;
    private final Environment environment;
    private final AddressGuard addresses;

    StoredConnections(JdbcClient jdbc, Audit audit, InstantSource clock, PlatformProperties platform,
            Environment environment, AddressGuard connectionAddresses) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.platform = platform;
        this.environment = environment;
        this.addresses = connectionAddresses;
    }

    private record Row(StoredConnection connection, long revision) {}

    @Override
    public Set<String> names(ProjectId project) {
        return Set.copyOf(jdbc.sql("select name from orchestrator.connection where project = ?").param(
                project.value()).query((row, n) -> row.getString("name")).list());
    }

    @Override
    public Optional<Kept> find(ProjectId project, String name) {
        return row(project, name).map(row -> new Kept(settings(project, row.connection()), row.revision()));
    }

    Optional<StoredConnection> get(ProjectId project, String name) {
        return row(project, name).map(Row::connection);
    }

    private Optional<Row> row(ProjectId project, String name) {
        return jdbc.sql("select content, revision from orchestrator.connection where project = ? and name = ?").params(
                project.value(), name).query((row, n) -> new Row(JSON.readValue(row.getString("content"),
                        StoredConnection.class), row.getLong("revision"))).optional();
    }

    /** By name. */
    List<StoredConnection> list(ProjectId project) {
        return jdbc.sql("select content from orchestrator.connection where project = ? order by name").param(
                project.value()).query((row, n) -> JSON.readValue(row.getString("content"),
                        StoredConnection.class)).list();
    }

    /** Adds one, or puts it in the place of the one of its name. */
    @Transactional
    public void put(ProjectId project, String actor, StoredConnection connection) {
        String content = JSON.writeValueAsString(connection);
        jdbc.sql("delete from orchestrator.connection where project = ? and name = ?").params(project.value(),
                connection.name()).update();
        jdbc.sql("""
                insert into orchestrator.connection (project, name, content, changed_by, changed_at)
                values (?, ?, cast(? as jsonb), ?, ?)""").params(project.value(), connection.name(), content, actor,
                clock.instant().atOffset(ZoneOffset.UTC)).update();
        audit.record(project, actor, "connection.put", connection.name(), Digest.of(content));
    }

    @Transactional
    public void remove(ProjectId project, String actor, String name) {
        boolean needed = jdbc.sql("select exists (select 1 from orchestrator.vendor_copy where project = ?"
                + " and connection = ? and state not in ('GONE', 'DELETED') and terms <> 'keep')").params(
                        project.value(),
                        name).query(Boolean.class).single();
        if (needed) {
            throw new PlatformException(ErrorCode.CONFLICT, "Copies of the project's data lie at connection '" + name
                    + "' that are to be deleted", "Wait until they are gone: attune connection copies " + name
                            + " --present");
        }
        if (jdbc.sql("delete from orchestrator.connection where project = ? and name = ?").params(project.value(),
                name).update() == 0) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "Project " + project + " has added no connection '" + name
                    + "'", "List them: attune connection list. What the operator configured is removed there.");
        }
        audit.record(project, actor, "connection.remove", name, Digest.of(name));
    }

    /** How a connection is reached. */
    ConnectionSettings settings(ProjectId project, StoredConnection connection) {
        return new ConnectionSettings(connection.name(), connection.dialect(), connection.baseUrl(), guarded(connection,
                credentials(project).supplier(connection.name(), connection.credential())), connection.timeout(),
                new ConnectionOptions(connection.options(), Map.of()));
    }

    /** The name may lead elsewhere by now; the credential is given out only where it still leads to a public address. */
    private Supplier<String> guarded(StoredConnection connection, Supplier<String> credential) {
        return () -> {
            try {
                addresses.check(connection.baseUrl());
                return credential.get();
            } catch (AddressGuard.RefusedException | UnknownHostException e) {
                throw new ProviderException(ProviderException.UNREACHABLE, "Connection '" + connection.name()
                        + "' is not asked: " + e.getMessage(), "Check its base URL: attune connection show "
                                + connection.name(), null, e);
            }
        };
    }

    CredentialReference credentials(ProjectId project) {
        return new CredentialReference(platform.home(), project, environment);
    }
}
