package io.attune.registry.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.attune.kernel.ProjectId;
import io.attune.registry.Budgets.LabelPolicy;
import io.attune.registry.Freeze;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Freezes and the labels that are required, as rows. Every method runs within the caller's transaction. */
@Component
class Policies {
    private final JdbcClient jdbc;

    Policies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean freeze(ProjectId project, @Nullable String connection, String reason, String actor, Instant now) {
        return jdbc.sql("""
                insert into registry.spending_stop (project, connection, reason, frozen_by, frozen_at) values (?, ?, ?, ?, ?)
                on conflict (project, connection) where lifted_at is null do nothing
                """).params(project.value(), connection == null ? "" : connection, reason, actor,
                now.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    boolean unfreeze(ProjectId project, @Nullable String connection, String actor, Instant now) {
        return jdbc.sql("""
                update registry.spending_stop set lifted_by = ?, lifted_at = ?
                where project = ? and connection = ? and lifted_at is null
                """).params(actor, now.atOffset(ZoneOffset.UTC), project.value(),
                connection == null ? "" : connection).update() == 1;
    }

    /** The freezes that stand, everything first. */
    List<Freeze> freezes(ProjectId project) {
        return jdbc.sql("""
                select connection, reason, frozen_by, frozen_at from registry.spending_stop
                where project = ? and lifted_at is null order by connection
                """).param(project.value()).query((row, number) -> new Freeze(
                row.getString("connection").isEmpty() ? null : row.getString("connection"), row.getString("reason"),
                row.getString("frozen_by"), row.getTimestamp("frozen_at").toInstant())).list();
    }

    LabelPolicy labels(ProjectId project) {
        return jdbc.sql("select labels, version from registry.label_policy where project = ?").param(
                project.value()).query((row, number) -> new LabelPolicy(new LinkedHashSet<>(
                        Arrays.asList((String[]) row.getArray("labels").getArray())), row.getInt(
                                "version"))).optional().orElse(new LabelPolicy(Set.of(), 0));
    }

    void requireLabels(ProjectId project, LabelPolicy policy, String actor, Instant now) {
        jdbc.sql("""
                insert into registry.label_policy (project, labels, version, set_by, set_at)
                values (:project, :labels, :version, :by, :at)
                on conflict (project) do update set labels = excluded.labels, version = excluded.version,
                    set_by = excluded.set_by, set_at = excluded.set_at
                """).param("project", project.value()).param("labels",
                new TreeSet<>(policy.required()).toArray(String[]::new)).param("version", policy.version()).param(
                        "by", actor).param("at", now.atOffset(ZoneOffset.UTC)).update();
    }
}
