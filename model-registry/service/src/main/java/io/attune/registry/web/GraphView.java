package io.attune.registry.web;

import java.util.Comparator;
import java.util.List;

import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;

/** A part of the lineage as JSON. */
public record GraphView(List<String> nodes, List<EdgeView> edges) {

    public static GraphView of(Lineage.Graph graph) {
        return new GraphView(graph.nodes().stream().map(LineageNode::toString).toList(),
                graph.edges().stream().map(edge -> new EdgeView(edge.from().toString(), edge.to().toString())).sorted(
                        Comparator.comparing(EdgeView::from).thenComparing(EdgeView::to)).toList());
    }

    /** One step. */
    public record EdgeView(String from, String to) {
    }
}
