package io.attune.registry.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.web.GraphView;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LineageController {
    private static final Set<String> DIRECTIONS = Set.of("upstream", "downstream", "both");

    private static final GraphView NOTHING = new GraphView(List.of(), List.of());

    private final Lineage lineage;

    LineageController(Lineage lineage) {
        this.lineage = lineage;
    }

    /**
     * Which versions learned from a document: {@code ?direction=downstream&kind=version}.
     *
     * @param depth at most so many steps away, from 1; all of them without it
     * @param kind only other nodes of this kind, without the steps that lead to them
     */
    @GetMapping("/api/v1/lineage/{node}")
    LineageView show(Caller caller, @PathVariable String node, @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(defaultValue = "both") String direction,
            @RequestParam(required = false) @Nullable String kind) {
        caller.require(Permission.VIEWER);
        LineageNode start = LineageNode.parse(node);
        LineageNode.@Nullable Kind wanted = check(depth, direction, kind);
        if (wanted != null && depth == null && direction.equals("downstream")) {
            return new LineageView(start.toString(), NOTHING, new GraphView(lineage.madeFrom(caller.project(), start,
                    wanted).stream().map(LineageNode::toString).toList(), List.of()));
        }
        int steps = depth == null ? Integer.MAX_VALUE : depth;
        ProjectId project = caller.project();
        return new LineageView(start.toString(), direction.equals("downstream")
                ? NOTHING
                : view(lineage.upstream(project, start, steps), wanted), direction.equals("upstream")
                        ? NOTHING
                        : view(lineage.downstream(project, start, steps), wanted));
    }

    private static GraphView view(Lineage.Graph graph, LineageNode.@Nullable Kind wanted) {
        return wanted == null
                ? GraphView.of(graph)
                : new GraphView(graph.nodes().stream().skip(1).filter(node -> node.kind() == wanted).map(
                        LineageNode::toString).toList(), List.of());
    }

    private static LineageNode.@Nullable Kind check(@Nullable Integer depth, String direction, @Nullable String kind) {
        List<String> problems = new ArrayList<>();
        if (depth != null && depth < 1) {
            problems.add("depth " + depth + " is less than 1");
        }
        if (!DIRECTIONS.contains(direction)) {
            problems.add("direction '" + direction + "' is none of upstream, downstream, both");
        }
        LineageNode.Kind wanted = kind == null ? null : LineageNode.Kind.of(kind).orElse(null);
        if (kind != null && wanted == null) {
            problems.add("kind '" + kind + "' is none of " + LineageNode.Kind.words());
        }
        if (!problems.isEmpty()) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "The lineage cannot be shown: " + String.join("; ",
                    problems), "Leave them out to see all of it.");
        }
        return wanted;
    }

    record LineageView(String node, GraphView upstream, GraphView downstream) {}
}
