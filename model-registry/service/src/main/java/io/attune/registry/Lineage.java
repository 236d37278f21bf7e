package io.attune.registry;

import java.util.List;
import java.util.Set;

import io.attune.kernel.ProjectId;

/** What came from what: source, dataset version, run, model version, deployment. */
public interface Lineage {

    /**
     * States that {@code to} was made from {@code from}; stated again, nothing happens. Joins the caller's transaction.
     *
     * @throws IllegalArgumentException when both are the same node
     */
    void link(ProjectId project, LineageNode from, LineageNode to);

    /** Everything a node was made from, however many steps away. */
    Graph upstream(ProjectId project, LineageNode node);

    /** Everything made from a node, however many steps away. */
    Graph downstream(ProjectId project, LineageNode node);

    /**
     * A part of the lineage.
     *
     * @param nodes the node asked for and all found, nearest first
     * @param edges between them
     */
    record Graph(List<LineageNode> nodes, Set<Edge> edges) {
        public Graph {
            nodes = List.copyOf(nodes);
            edges = Set.copyOf(edges);
        }
    }

    /** One step. */
    record Edge(LineageNode from, LineageNode to) {}
}
