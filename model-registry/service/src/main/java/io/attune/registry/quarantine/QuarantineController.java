package io.attune.registry.quarantine;

import java.time.Instant;
import java.util.List;

import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Quarantine;
import io.attune.registry.Quarantines;
import io.attune.registry.web.Page;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/quarantines")
class QuarantineController {
    private final Quarantines quarantines;
    private final Lineage lineage;

    QuarantineController(Quarantines quarantines, Lineage lineage) {
        this.quarantines = quarantines;
        this.lineage = lineage;
    }

    /** @param history whether those that were lifted are listed too */
    @GetMapping
    Page<QuarantineView> list(Caller caller, @RequestParam(defaultValue = "false") boolean history) {
        caller.require(Permission.VIEWER);
        List<Quarantine> found = history
                ? quarantines.history(caller.project())
                : quarantines.standing(caller.project());
        return Page.all(found.stream().map(QuarantineView::of).toList());
    }

    /** What holds for one thing, also by what it was made from, what was decided about it, and what depends on it. */
    @GetMapping("/{node}")
    NodeView show(Caller caller, @PathVariable String node) {
        caller.require(Permission.VIEWER);
        LineageNode of = LineageNode.parse(node);
        return new NodeView(of.toString(), quarantines.reaching(caller.project(), of).stream().map(
                QuarantineView::of).toList(), quarantines.history(caller.project(), of).stream().map(
                        QuarantineView::of).toList(), dependants(caller, of));
    }

    @PostMapping
    Placed place(Caller caller, @RequestBody Wish wish) {
        LineageNode node = LineageNode.parse(Words.required("node", wish.node()));
        Quarantine placed = quarantines.place(caller, node, Words.required("reason", wish.reason()));
        return new Placed(QuarantineView.of(placed), dependants(caller, node));
    }

    @PostMapping("/{node}/lift")
    QuarantineView lift(Caller caller, @PathVariable String node, @RequestBody Reason reason) {
        return lifted(caller, node, reason.reason());
    }

    @DeleteMapping("/{node}")
    QuarantineView lift(Caller caller, @PathVariable String node,
            @RequestParam(required = false) @Nullable String reason) {
        return lifted(caller, node, reason);
    }

    private QuarantineView lifted(Caller caller, String node, @Nullable String reason) {
        return QuarantineView.of(quarantines.lift(caller, LineageNode.parse(node), Words.required("reason", reason)));
    }

    private List<String> dependants(Caller caller, LineageNode node) {
        return lineage.downstream(caller.project(), node).nodes().stream().filter(found -> !found.equals(node)).map(
                LineageNode::toString).toList();
    }

    /** What to quarantine, and why. */
    record Wish(@Nullable String node, @Nullable String reason) {}

    /** Why it may be used again. */
    record Reason(@Nullable String reason) {}

    /** @param dependants what was made from it, nearest first */
    record Placed(QuarantineView quarantine, List<String> dependants) {}

    /**
     * Everything about one thing.
     *
     * @param standing on it or on what it was made from
     * @param dependants what was made from it, nearest first
     */
    record NodeView(String node, List<QuarantineView> standing, List<QuarantineView> history,
            List<String> dependants) {}

    record QuarantineView(String node, boolean standing, String reason, String placedBy, Instant placedAt,
            @Nullable String liftReason, @Nullable String liftedBy, @Nullable Instant liftedAt) {
        static QuarantineView of(Quarantine quarantine) {
            Quarantine.Lift lift = quarantine.lift();
            return new QuarantineView(quarantine.node().toString(), quarantine.stands(), quarantine.reason(),
                    quarantine.by(), quarantine.at(), lift == null ? null : lift.reason(), lift == null
                            ? null
                            : lift.by(), lift == null ? null : lift.at());
        }
    }
}
