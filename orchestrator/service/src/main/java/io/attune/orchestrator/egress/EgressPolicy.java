package io.attune.orchestrator.egress;

import java.util.List;

import io.attune.orchestrator.egress.EgressRule.Effect;

/**
 * Decides by a project's rules. Pure, and independent of the rules' order.
 *
 * <p>First what forbids: the recipe's own regions, the connection's terms, a rule that denies. Then what allows: a rule, and
 * after them the three that hold in every project, {@link #LOCAL}, {@link #PUBLIC} and {@link #DECLARED}. Nothing else is
 * allowed.
 */
final class EgressPolicy {
    /** Nothing leaves the operator's machines. */
    static final String LOCAL = "local";
    /** Public data may go anywhere. */
    static final String PUBLIC = "public-anywhere";
    /** The connection's terms take the data class, and the recipe names the region. Never for restricted data. */
    static final String DECLARED = "terms-and-recipe";
    /** No rule allows it. */
    static final String DEFAULT = "default-deny";
    static final String RECIPE_REGIONS = "recipe-regions";
    static final String CONNECTION_TERMS = "connection-terms";
    /** What rules of a project may not be named. */
    static final List<String> RESERVED = List.of(LOCAL, PUBLIC, DECLARED, DEFAULT, RECIPE_REGIONS, CONNECTION_TERMS);

    private EgressPolicy() {}

    static EgressDecision decide(List<EgressRule> rules, DataPolicy data, Destination to) {
        String transfer = data.classification() + " data to connection '" + to.connection() + "' in " + (to.local()
                ? "the operator's own machines"
                : to.region().toString());
        boolean regionNamed = data.regions().stream().anyMatch(to.region()::isWithin);
        if (!data.regions().isEmpty() && !to.local() && !regionNamed) {
            return refused(RECIPE_REGIONS, transfer + ": the recipe allows only " + String.join(", ", data.regions()),
                    to.region().name().isEmpty()
                            ? "Say the connection's region."
                            : "Use a connection there, or add the region to the recipe's data.regions.");
        }
        if (!to.dataClasses().isEmpty() && !to.dataClasses().contains(data.classification())) {
            return refused(CONNECTION_TERMS, transfer + ": the connection's terms take only " + words(to),
                    "Use a connection whose terms take " + data.classification()
                            + " data, or correct data.classification.");
        }
        EgressRule denies = first(rules, Effect.DENY, data, to);
        if (denies != null) {
            return refused(denies.name(), transfer + ": rule '" + denies.name() + "' denies it" + because(denies),
                    "Use another connection, or ask an admin of the project to change the rule: attune connection policy");
        }
        EgressRule allows = first(rules, Effect.ALLOW, data, to);
        if (allows != null) {
            return allowed(allows.name(), transfer + ": rule '" + allows.name() + "' allows it");
        }
        if (to.local()) {
            return allowed(LOCAL, transfer + ": nothing leaves");
        }
        if (data.classification() == Classification.PUBLIC) {
            return allowed(PUBLIC, transfer + ": public data may go anywhere");
        }
        boolean taken = to.dataClasses().contains(data.classification());
        if (taken && regionNamed && data.classification() != Classification.RESTRICTED) {
            return allowed(DECLARED, transfer + ": the connection's terms take it and the recipe names the region");
        }
        return refused(DEFAULT, transfer + ": no rule allows it", "Ask an admin of the project to allow it: attune"
                + " connection policy allow NAME --class " + data.classification() + (to.region().name().isEmpty()
                        ? " --connection " + to.connection()
                        : " --region " + to.region().name())
                + "; or, if it is so, say data: {classification: public} in the recipe.");
    }

    private static @org.jspecify.annotations.Nullable EgressRule first(List<EgressRule> rules, Effect effect,
            DataPolicy data, Destination to) {
        return rules.stream().filter(rule -> rule.effect() == effect && rule.speaksOf(data.classification(), to)).min(
                java.util.Comparator.comparing(EgressRule::name)).orElse(null);
    }

    private static String words(Destination to) {
        return String.join(", ", to.dataClasses().stream().sorted().map(Classification::toString).toList());
    }

    private static String because(EgressRule rule) {
        return rule.reason().isEmpty() ? "" : " (" + rule.reason() + ")";
    }

    private static EgressDecision allowed(String rule, String reason) {
        return new EgressDecision(true, rule, reason, "");
    }

    private static EgressDecision refused(String rule, String reason, String nextStep) {
        return new EgressDecision(false, rule, reason, nextStep);
    }
}
