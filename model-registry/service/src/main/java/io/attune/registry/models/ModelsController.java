package io.attune.registry.models;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Aliases;
import io.attune.registry.Charge;
import io.attune.registry.Ledger;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Model;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.Origin;
import io.attune.registry.VersionRef;
import io.attune.registry.web.ChargeView;
import io.attune.registry.web.GraphView;
import io.attune.registry.web.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models")
class ModelsController {
    private final Models models;
    private final Aliases aliases;
    private final Ledger ledger;
    private final Lineage lineage;

    ModelsController(Models models, Aliases aliases, Ledger ledger, Lineage lineage) {
        this.models = models;
        this.aliases = aliases;
        this.ledger = ledger;
        this.lineage = lineage;
    }

    @GetMapping
    Page<ModelView> list(Caller caller, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        int size = Page.size(limit);
        Page<Model> page = Page.of(models.list(caller.project(), cursor, size + 1), size, Model::name);
        var pointing = aliases.pointing(caller.project(), page.items().stream().map(Model::name).toList());
        return page.map(model -> view(model, pointing.getOrDefault(model.name(), Map.of())));
    }

    @GetMapping("/{name}")
    ModelView show(Caller caller, @PathVariable String name) {
        caller.require(Permission.VIEWER);
        return view(models.find(caller.project(), name).orElseThrow(
                () -> notFound("model '" + name + "'", "attune model list")), pointing(caller.project(), name));
    }

    @GetMapping("/{name}/versions")
    Page<VersionView> versions(Caller caller, @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer cursor, @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        int size = Page.size(limit);
        var pointing = pointing(caller.project(), name);
        return Page.of(models.versions(caller.project(), name, cursor, size + 1), size, version -> Integer.toString(
                version.ref().number())).map(version -> view(version, pointing));
    }

    @GetMapping("/{name}/versions/{number}")
    VersionView.Full version(Caller caller, @PathVariable String name, @PathVariable int number) {
        caller.require(Permission.VIEWER);
        ModelVersion version = find(caller.project(), new VersionRef(name, number));
        List<Charge> charges = version.content().origin() instanceof Origin.Tuned tuned
                ? ledger.charges(caller.project(), tuned.run())
                : List.of();
        LineageNode node = LineageNode.version(version.ref());
        return new VersionView.Full(view(caller.project(), version), charges.stream().map(ChargeView::of).toList(),
                total(charges), GraphView.of(lineage.upstream(caller.project(), node)),
                GraphView.of(lineage.downstream(caller.project(), node)));
    }

    @PatchMapping("/{name}/versions/{number}")
    VersionView describe(Caller caller, @PathVariable String name, @PathVariable int number,
            @RequestBody Words words) {
        caller.require(Permission.EDITOR);
        VersionRef ref = new VersionRef(name, number);
        ModelVersion present = find(caller.project(), ref);
        return view(caller.project(), models.describe(caller.project(), ref,
                words.description() == null ? present.content().description() : words.description(),
                words.tags() == null ? present.content().tags() : words.tags()));
    }

    private ModelVersion find(ProjectId project, VersionRef ref) {
        return models.find(project, ref).orElseThrow(
                () -> notFound("model version " + ref, "attune model show " + ref.name()));
    }

    private Map<String, Integer> pointing(ProjectId project, String name) {
        return aliases.pointing(project, List.of(name)).getOrDefault(name, Map.of());
    }

    private static ModelView view(Model model, Map<String, Integer> pointing) {
        return new ModelView(model.name(), model.versions(), model.createdAt(), pointing);
    }

    private VersionView view(ProjectId project, ModelVersion version) {
        return view(version, pointing(project, version.ref().name()));
    }

    private static VersionView view(ModelVersion version, Map<String, Integer> pointing) {
        return VersionView.of(version, pointing.entrySet().stream().filter(
                alias -> alias.getValue() == version.ref().number()).map(Map.Entry::getKey).toList());
    }

    private static List<Money> total(List<Charge> charges) {
        TreeMap<String, Money> byCurrency = new TreeMap<>();
        charges.forEach(charge -> byCurrency.merge(charge.bill().amount().currency().getCurrencyCode(),
                charge.bill().amount(), Money::plus));
        return List.copyOf(byCurrency.values());
    }

    private static PlatformException notFound(String what, String command) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no " + what, "List them with: " + command);
    }

    record ModelView(String name, int versions, Instant createdAt, Map<String, Integer> aliases) {}

    /** What may be said anew about a version; what is left out stays. */
    record Words(@Nullable String description, @Nullable Map<String, String> tags) {}
}
