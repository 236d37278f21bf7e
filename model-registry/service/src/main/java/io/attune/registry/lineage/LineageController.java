package io.attune.registry.lineage;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.web.GraphView;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LineageController {
    private final Lineage lineage;

    LineageController(Lineage lineage) {
        this.lineage = lineage;
    }

    @GetMapping("/api/v1/lineage/{node}")
    LineageView show(Caller caller, @PathVariable String node) {
        caller.require(Permission.VIEWER);
        LineageNode start = LineageNode.parse(node);
        return new LineageView(start.toString(), GraphView.of(lineage.upstream(caller.project(), start)),
                GraphView.of(lineage.downstream(caller.project(), start)));
    }

    record LineageView(String node, GraphView upstream, GraphView downstream) {}
}
