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
     * What a node was made from, at most so many steps away.
     *
     * @param depth from 1
     */
    Graph upstream(ProjectId project, LineageNode node, int depth);

    /**
     * What was made from a node, at most so many steps away.
     *
     * @param depth from 1
     */
    Graph downstream(ProjectId project, LineageNode node, int depth);

    /**
     * Everything of one kind that was made from a node, however many steps away: which versions learned from a document. One
     * statement for any number of them.
     *
     * @return in the order of their texts
     */
    List<LineageNode> madeFrom(ProjectId project, LineageNode node, LineageNode.Kind kind);

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
