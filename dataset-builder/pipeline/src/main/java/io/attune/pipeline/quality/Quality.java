package io.attune.pipeline.quality;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.pipeline.Example;
import io.attune.pipeline.text.Languages;

/** Scores examples by some profiles and judges scores by thresholds. Immutable and thread-safe. */
public final class Quality {
    private static final String RULES = "3";

    private final List<Profile> profiles;
    private final List<Rule> rules;
    private final String version;

    private Quality(List<Profile> profiles, List<Rule> rules) {
        this.profiles = profiles;
        this.rules = rules;
        this.version = profiles.stream().map(p -> p.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining("+"))
                + "/" + RULES + "+" + Languages.VERSION;
    }

    /** The profiles with their defaults. */
    public static Quality of(Profile... profiles) {
        return of(List.of(profiles), Map.of());
    }

    /**
     * @param thresholds by rule name, in place of the defaults
     * @throws IllegalArgumentException for a name that is no rule of the profiles
     */
    public static Quality of(List<Profile> profiles, Map<String, Double> thresholds) {
        List<Profile> distinct = profiles.stream().distinct().sorted().toList();
        List<Rule> rules = distinct.stream().flatMap(p -> p.rules().stream()).map(
                rule -> rule.withThreshold(thresholds.getOrDefault(rule.name(), rule.threshold()))).toList();
        Set<String> unknown = new HashSet<>(thresholds.keySet());
        rules.forEach(rule -> unknown.remove(rule.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("No rules named " + unknown + " in " + distinct);
        }
        return new Quality(distinct, rules);
    }

    /** Changes whenever an example may get other scores. */
    public String version() {
        return version;
    }

    /** The rules with the thresholds that apply, in the order they judge. */
    public List<Rule> rules() {
        return rules;
    }

    /**
     * What the profiles measure on an example as it was read, whatever the thresholds. C4's rules measure what {@link
     * #clean} would leave.
     */
    public Scores score(Example example) {
        Subject subject = new Subject(example);
        Scores.Builder scores = new Scores.Builder();
        profiles.forEach(profile -> profile.score(subject, scores));
        return scores.build(version);
    }

    /** The first rule that the scores do not meet. */
    public Optional<Finding> judge(Scores scores) {
        for (Rule rule : rules) {
            double value = scores.value(rule.score());
            if (!Double.isNaN(value) && !rule.allows(value)) {
                return Optional.of(finding(rule, value, scores));
            }
        }
        return Optional.empty();
    }

    /** Every rule that the scores do not meet, in the rules' order. */
    public List<Finding> findings(Scores scores) {
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : rules) {
            double value = scores.value(rule.score());
            if (!Double.isNaN(value) && !rule.allows(value)) {
                findings.add(finding(rule, value, scores));
            }
        }
        return findings;
    }

    private static Finding finding(Rule rule, double value, Scores scores) {
        return new Finding(rule, value, scores.note(rule.score()));
    }

    /** The example without what the profiles cut out, such as C4's bad lines; most profiles cut nothing. */
    public Example clean(Example example) {
        Example cleaned = example;
        for (Profile profile : profiles) {
            cleaned = profile.clean(cleaned);
        }
        return cleaned;
    }
}
