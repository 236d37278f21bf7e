package io.attune.registry;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.registry.PromotionRequest.GateResult;

/**
 * What a project asks of every promotion, whatever asks for it. It is a floor: a recipe may ask for more, never for less. An
 * alias that a rule names is moved by promotions, or by an approver who says why.
 *
 * @param rules in the order of their aliases, each alias or pattern once
 */
public record PromotionPolicy(List<Rule> rules) {
    /** Asks for nothing. */
    public static final PromotionPolicy NONE = new PromotionPolicy(List.of());
    /** What stands in a promotion's gates where a rule asks for gates and none was judged. */
    private static final GateResult NO_GATES = new GateResult("the policy of promotions asks for gates", false,
            "no gate was judged");

    public PromotionPolicy {
        Set<String> seen = new HashSet<>();
        rules.forEach(rule -> {
            if (!seen.add(rule.alias())) {
                throw new IllegalArgumentException("There are two rules for '" + rule.alias() + "'; write one");
            }
        });
        rules = rules.stream().sorted(Comparator.comparing(Rule::alias)).toList();
    }

    /**
     * What is asked of the promotions to some aliases.
     *
     * @param alias its name, or a pattern in which {@code *} stands for any characters
     * @param approvals how many people must approve at least: 0, 1 or 2
     * @param gates whether gates must have been judged, all of which hold; a gate that does not hold always refuses
     */
    public record Rule(String alias, int approvals, boolean gates) {
        public Rule {
            if (alias.length() > 255 || !alias.matches("[\\p{L}\\p{N}_.*-]+")) {
                throw new IllegalArgumentException(
                        "An alias, or a pattern of aliases, is letters, digits, '.', '_', '-'"
                                + " and '*', not '" + alias + "'");
            }
            if (!alias.contains("*")) {
                Names.alias(alias);
            }
            if (approvals < 0 || approvals > 2) {
                throw new IllegalArgumentException("A promotion takes 0, 1 or 2 approvals, not " + approvals);
            }
        }

        boolean names(String name) {
            return Pattern.matches(Stream.of(alias.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(
                    ".*")), name);
        }
    }

    /** All that is asked for an alias, of all rules that name it together; empty when none does. */
    public Optional<Rule> of(String alias) {
        return rules.stream().filter(rule -> rule.names(alias)).reduce((one, other) -> new Rule(alias, Math.max(
                one.approvals(), other.approvals()), one.gates() || other.gates()));
    }

    /** How many approvals a promotion to an alias takes that was asked for with so many. */
    public int approvals(String alias, int asked) {
        return of(alias).map(rule -> Math.max(rule.approvals(), asked)).orElse(asked);
    }

    /** The request with all that is asked for its alias. */
    public PromotionRequest over(PromotionRequest request) {
        boolean gatesMissing = request.gates().isEmpty() && of(request.alias()).filter(Rule::gates).isPresent();
        return new PromotionRequest(request.project(), request.version(), request.alias(), approvals(request.alias(),
                request.approvals()), request.requester(), request.run(), gatesMissing
                        ? List.of(NO_GATES)
                        : request.gates());
    }
}
