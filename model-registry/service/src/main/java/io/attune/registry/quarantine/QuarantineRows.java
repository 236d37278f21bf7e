package io.attune.registry.quarantine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.registry.LineageNode;
import io.attune.registry.Quarantine;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Quarantines as rows. Every method runs within the caller's transaction. */
@Component
class QuarantineRows {
    private final JdbcClient jdbc;

    QuarantineRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it is placed now; false where one stood already. */
    boolean insert(ProjectId project, LineageNode node, String reason, String by, Instant at) {
        return jdbc.sql("""
                insert into registry.quarantine (project, node, reason, placed_by, placed_at) values (?, ?, ?, ?, ?)
                on conflict (project, node) where lifted_at is null do nothing
                """).params(project.value(), node.toString(), reason, by, at.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    /** Whether it is lifted now; false where none stood. */
    boolean lift(ProjectId project, LineageNode node, String reason, String by, Instant at) {
        return jdbc.sql("""
                update registry.quarantine set lift_reason = ?, lifted_by = ?, lifted_at = ?
                where project = ? and node = ? and lifted_at is null
                """).params(reason, by, at.atOffset(ZoneOffset.UTC), project.value(), node.toString()).update() == 1;
    }

    Optional<Quarantine> standing(ProjectId project, LineageNode node) {
        return jdbc.sql(
                "select * from registry.quarantine where project = ? and node = ? and lifted_at is null").params(
                        project.value(), node.toString()).query(QuarantineRows::quarantine).optional();
    }

    List<Quarantine> standing(ProjectId project) {
        return jdbc.sql("""
                select * from registry.quarantine where project = ? and lifted_at is null order by id desc
                """).params(project.value()).query(QuarantineRows::quarantine).list();
    }

    List<Quarantine> all(ProjectId project) {
        return jdbc.sql("select * from registry.quarantine where project = ? order by id desc").params(
                project.value()).query(QuarantineRows::quarantine).list();
    }

    List<Quarantine> all(ProjectId project, LineageNode node) {
        return jdbc.sql("select * from registry.quarantine where project = ? and node = ? order by id desc").params(
                project.value(), node.toString()).query(QuarantineRows::quarantine).list();
    }

    /** A dataset version's successor was made without what was withdrawn, so the way up does not go through it. */
    List<Quarantine> reaching(ProjectId project, LineageNode node) {
        return jdbc.sql("""
                with recursive made_from (node) as (
                    select cast(:node as text)
                    union
                    select edge.from_node from made_from join registry.lineage_edge edge
                        on edge.project = :project and edge.to_node = made_from.node
                    where not (edge.from_node like 'dataset:%' and edge.to_node like 'dataset:%')
                )
                select quarantine.* from registry.quarantine join made_from using (node)
                where quarantine.project = :project and quarantine.lifted_at is null
                order by quarantine.node <> :node, quarantine.id
                """).param("project", project.value()).param("node", node.toString()).query(
                QuarantineRows::quarantine).list();
    }

    private static Quarantine quarantine(ResultSet row, int number) throws SQLException {
        String lifted = row.getString("lift_reason");
        return new Quarantine(LineageNode.parse(row.getString("node")), row.getString("reason"), row.getString(
                "placed_by"), row.getTimestamp("placed_at").toInstant(), lifted == null
                        ? null
                        : new Quarantine.Lift(lifted, row.getString("lifted_by"), row.getTimestamp(
                                "lifted_at").toInstant()));
    }
}
