package io.attune.orchestrator.egress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.attune.kernel.Problems;
import io.attune.orchestrator.egress.EgressRule.Effect;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The egress policy over HTTP. */
@RestController
@RequestMapping("/api/v1/egress/rules")
class EgressController {
    private final EgressRules rules;

    EgressController(EgressRules rules) {
        this.rules = rules;
    }

    /** @param builtIn whether it holds in every project */
    record Shown(String name, String effect, List<String> dataClasses, List<String> regions, List<String> connections,
            @Nullable Integer retentionDaysMax, String reason, boolean builtIn) {}

    record Page(List<Shown> items) {}

    record Written(@Nullable String effect, @Nullable List<String> dataClasses, @Nullable List<String> regions,
            @Nullable List<String> connections, @Nullable Integer retentionDaysMax, @Nullable String reason) {}

    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.VIEWER);
        List<Shown> shown = new ArrayList<>(rules.list(caller.project()).stream().map(
                EgressController::shown).toList());
        shown.add(builtIn(EgressPolicy.LOCAL, "allow", Classification.words(), "nothing leaves with a local trainer"));
        shown.add(builtIn(EgressPolicy.PUBLIC, "allow", List.of("public"), "public data may go anywhere"));
        shown.add(builtIn(EgressPolicy.DECLARED, "allow", List.of("internal", "confidential"),
                "the connection's terms take the data class and the recipe's data.regions name its region"));
        shown.add(builtIn(EgressPolicy.DEFAULT, "deny", Classification.words(), "whatever no rule allows"));
        return new Page(shown);
    }

    private static Shown builtIn(String name, String effect, List<String> classes, String reason) {
        return new Shown(name, effect, classes, List.of(), List.of(), null, reason, true);
    }

    @PutMapping("/{name}")
    Shown put(Caller caller, @PathVariable String name, @RequestBody Written written) {
        caller.require(Permission.ADMIN);
        Problems problems = new Problems();
        Set<Classification> classes = new HashSet<>();
        for (String word : or(written.dataClasses())) {
            Classification.of(word).ifPresentOrElse(classes::add, () -> problems.add("/dataClasses", 0, "'" + word
                    + "' is no data class", "Known are: " + String.join(", ", Classification.words()) + "."));
        }
        String effect = String.valueOf(written.effect());
        if (!effect.equals("allow") && !effect.equals("deny")) {
            problems.add("/effect", 0, "'" + effect + "' is no effect", "Write allow or deny.");
        }
        problems.throwIfAny("Rule '" + name + "'");
        EgressRule rule = new EgressRule(name, effect.equals("allow") ? Effect.ALLOW : Effect.DENY, classes, or(
                written.regions()), or(written.connections()), written.retentionDaysMax(), written.reason() == null
                        ? ""
                        : written.reason());
        rules.put(caller.project(), caller.name(), rule);
        return shown(rule);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String name) {
        caller.require(Permission.ADMIN);
        rules.remove(caller.project(), caller.name(), name);
    }

    private static List<String> or(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static Shown shown(EgressRule rule) {
        return new Shown(rule.name(), rule.effect() == Effect.ALLOW ? "allow" : "deny",
                rule.dataClasses().stream().sorted().map(
                        Classification::toString).toList(), rule.regions(), rule.connections(), rule.retentionDaysMax(),
                rule.reason(), false);
    }
}
