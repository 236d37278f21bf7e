package io.attune.orchestrator.connection;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.connection.Holdings.Held;
import io.attune.orchestrator.connection.Holdings.Owner;
import io.attune.orchestrator.egress.Copies;
import io.attune.orchestrator.egress.VendorCopy;
import io.attune.platform.Audit;
import io.attune.provider.Connections;
import io.attune.provider.Inventory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What lies at the vendors of a project's connections, whose it is, and the removal of what nobody needs. */
@Service
class VendorInventory {
    private static final ErrorCode NO_INVENTORY = new ErrorCode("inventory-not-available", ErrorKind.INVALID);

    private final ConnectionProfiles profiles;
    private final Connections connections;
    private final Copies copies;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final InstantSource clock;

    VendorInventory(ConnectionProfiles profiles, Connections connections, Copies copies, JdbcClient jdbc, Audit audit,
            InstantSource clock) {
        this.profiles = profiles;
        this.connections = connections;
        this.copies = copies;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param problem why it was not removed, empty when it was or would be */
    record Removed(Held held, boolean removed, String problem) {}

    /** Everything that lies there, by kind and then newest first. */
    List<Held> list(ProjectId project, String connection) {
        ConnectionProfile profile = profiles.get(project, connection);
        Inventory inventory = inventory(project, connection);
        List<Inventory.Item> items = new ArrayList<>();
        for (Inventory.Kind kind : Inventory.Kind.values()) {
            items.addAll(inventory.list(kind));
        }
        Holdings holdings = new Holdings(project, profile.vendor(), runs(items), copies(profile, items),
                adopted(project, connection), endpointHour(profile), clock);
        return holdings.of(items);
    }

    /** The highest price in force of an hour of an endpoint there: which base model one serves is not told. */
    private @Nullable Money endpointHour(ConnectionProfile profile) {
        return jdbc.sql("""
                select amount, currency from (select distinct on (base_model) amount, currency from orchestrator.price
                    where connection = ? and kind = 'HOSTING' and effective_from <= ?
                    order by base_model, effective_from desc, id desc) in_force
                order by amount desc limit 1""").params(profile.account(), LocalDate.ofInstant(clock.instant(),
                ZoneOffset.UTC)).query((row, n) -> new Money(row.getBigDecimal("amount"), Currency.getInstance(
                        row.getString("currency")))).optional().orElse(null);
    }

    private List<VendorCopy> copies(ConnectionProfile profile, List<Inventory.Item> items) {
        List<Inventory.Item> files = items.stream().filter(item -> item.kind() == Inventory.Kind.FILE).toList();
        return copies.matching(profile.account(), files.stream().map(Inventory.Item::id).toList(),
                files.stream().flatMap(
                        file -> Holdings.content(file).stream()).distinct().toList());
    }

    private Inventory inventory(ProjectId project, String connection) {
        return connections.provider(project, connection).ability(Inventory.class).orElseThrow(
                () -> new PlatformException(NO_INVENTORY, "What lies at connection '" + connection
                        + "' cannot be listed: its adapter does not know how", "Look at the vendor's own console."));
    }

    /** The runs whose keys, jobs or models these are. */
    private List<Holdings.RunOf> runs(List<Inventory.Item> items) {
        List<String> keys = items.stream().map(Inventory.Item::runKey).filter(key -> key != null).map(
                key -> String.valueOf(key)).distinct().toList();
        List<String> ids = items.stream().map(Inventory.Item::id).distinct().toList();
        return jdbc.sql("""
                select id, project, state in ('SUCCEEDED', 'FAILED', 'CANCELLED') as ended,
                    facts -> 'Version' is not null as registered, facts #>> '{Job,id,value}' as job,
                    facts #>> '{Job,tunedModel,value}' as tuned
                from orchestrator.run where id = any(:keys) or facts #>> '{Job,id,value}' = any(:ids)
                    or facts #>> '{Job,tunedModel,value}' = any(:ids)""").param("keys", keys.toArray(
                String[]::new)).param("ids", ids.toArray(String[]::new)).query((row, n) -> new Holdings.RunOf(
                        row.getString("id"), new ProjectId(row.getString("project")), row.getBoolean("ended"),
                        row.getBoolean("registered"), row.getString("job"), row.getString("tuned"))).list();
    }

    private Set<String> adopted(ProjectId project, String connection) {
        return Set.copyOf(jdbc.sql(
                "select kind, id from orchestrator.adopted_item where project = ? and connection = ?").params(
                        project.value(), connection).query((row, n) -> row.getString("kind") + " " + row.getString(
                                "id")).list());
    }

    /**
     * Removes what is ours and nobody needs, looking anew just before.
     *
     * @param dryRun to say only what would be removed
     */
    List<Removed> clean(ProjectId project, String actor, String connection, boolean dryRun) {
        Inventory inventory = inventory(project, connection);
        List<Removed> removed = new ArrayList<>();
        for (Held held : list(project, connection)) {
            if (held.owner() == Owner.ORPHAN) {
                removed.add(remove(inventory, project, actor, connection, held, dryRun));
            }
        }
        return removed;
    }

    private Removed remove(Inventory inventory, ProjectId project, String actor, String connection, Held held,
            boolean dryRun) {
        if (!inventory.deletable().contains(held.item().kind())) {
            return new Removed(held, false, "the vendor keeps it for good");
        }
        if (dryRun) {
            return new Removed(held, false, "");
        }
        try {
            inventory.delete(held.item().kind(), held.item().id());
            audit.record(project, actor, "connection.clean", connection + "/" + held.item().id(), Digest.of(
                    held.toString()));
            return new Removed(held, true, "");
        } catch (PlatformException e) {
            return new Removed(held, false, e.message());
        }
    }

    /**
     * Takes a foreign thing as known, so that it is not asked about again.
     *
     * @throws PlatformException not-found, when nothing foreign of that kind and name lies there
     */
    @Transactional
    public void adopt(ProjectId project, String actor, String connection, Inventory.Kind kind, String id, String note) {
        boolean foreign = list(project, connection).stream().anyMatch(held -> held.item().kind() == kind
                && held.item().id().equals(id) && (held.owner() == Owner.FOREIGN || held.owner() == Owner.ADOPTED));
        if (!foreign) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "Nothing foreign of the kind " + kind + " with the name '"
                    + id + "' lies at connection '" + connection + "'", "List what does: attune connection inventory "
                            + connection);
        }
        jdbc.sql("""
                insert into orchestrator.adopted_item (project, connection, kind, id, note, adopted_by, adopted_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (project, connection, kind, id) do update
                set note = excluded.note""").params(project.value(), connection, kind.name(), id, note, actor,
                clock.instant().atOffset(ZoneOffset.UTC)).update();
        audit.record(project, actor, "connection.adopt", connection + "/" + id, Digest.of(note));
    }
}
