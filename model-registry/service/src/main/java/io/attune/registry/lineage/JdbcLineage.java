package io.attune.registry.lineage;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.attune.kernel.ProjectId;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class JdbcLineage implements Lineage {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    JdbcLineage(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void link(ProjectId project, LineageNode from, LineageNode to) {
        if (from.equals(to)) {
            throw new IllegalArgumentException("Nothing is made from itself: " + from);
        }
        jdbc.sql("insert into registry.lineage_edge values (?, ?, ?, ?) on conflict do nothing").params(
                project.value(), from.toString(), to.toString(), clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    @Override
    @Transactional(readOnly = true)
    public Graph upstream(ProjectId project, LineageNode node) {
        return upstream(project, node, Integer.MAX_VALUE);
    }

    @Override
    @Transactional(readOnly = true)
    public Graph downstream(ProjectId project, LineageNode node) {
        return downstream(project, node, Integer.MAX_VALUE);
    }

    @Override
    @Transactional(readOnly = true)
    public Graph upstream(ProjectId project, LineageNode node, int depth) {
        return walk(project, node, depth, "to_node", Edge::from);
    }

    @Override
    @Transactional(readOnly = true)
    public Graph downstream(ProjectId project, LineageNode node, int depth) {
        return walk(project, node, depth, "from_node", Edge::to);
    }

    @Override
    @Transactional(readOnly = true)
    public List<LineageNode> madeFrom(ProjectId project, LineageNode node, LineageNode.Kind kind) {
        return jdbc.sql("""
                with recursive made (node) as (
                    select cast(:start as text)
                    union
                    select e.to_node from made join registry.lineage_edge e
                        on e.project = :project and e.from_node = made.node)
                select node from made where starts_with(node, :kind) and node <> :start order by node
                """).param("start", node.toString()).param("project", project.value()).param("kind", kind.word()
                + ":").query((row, _) -> LineageNode.parse(row.getString("node"))).list();
    }

    /** One query for each step away from the start, however many nodes stand there; no node is looked at twice. */
    private Graph walk(ProjectId project, LineageNode start, int depth, String nearEnd, FarEnd farEnd) {
        Set<LineageNode> found = new LinkedHashSet<>(Set.of(start));
        Set<Edge> edges = new LinkedHashSet<>();
        List<LineageNode> frontier = List.of(start);
        for (int step = 0; step < depth && !frontier.isEmpty(); step++) {
            List<Edge> next = edges(project, frontier, nearEnd);
            edges.addAll(next);
            frontier = next.stream().map(farEnd::of).filter(found::add).toList();
        }
        return new Graph(List.copyOf(found), edges);
    }

    private List<Edge> edges(ProjectId project, List<LineageNode> nodes, String nearEnd) {
        return jdbc.sql("""
                select from_node, to_node from registry.lineage_edge
                where project = :project and %s = any (cast(:nodes as text[])) order by from_node, to_node
                """.formatted(nearEnd)).param("project", project.value()).param("nodes",
                nodes.stream().map(LineageNode::toString).toArray(String[]::new)).query(
                        (row, number) -> new Edge(LineageNode.parse(row.getString("from_node")),
                                LineageNode.parse(row.getString("to_node")))).list();
    }

    private interface FarEnd {
        LineageNode of(Edge edge);
    }
}
