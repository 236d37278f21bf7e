package io.attune.pipeline.redact;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.attune.pipeline.redact.check.InternetAddresses.Scope;
import io.attune.pipeline.redact.kind.PersonalKind;

/**
 * What is looked for and what happens to it.
 *
 * @param actions the classes that are looked for, each with its action
 * @param allow values and {@code @domains} that stay
 * @param regions ISO 3166 codes of the countries whose national telephone numbers count
 * @param scopes which Internet addresses are personal
 * @param patterns the user's own
 * @param seed key of replacements and hashes: equal seeds give equal ones
 */
public record RedactionPolicy(Map<PersonalKind, Action> actions, List<String> allow, List<String> regions,
        Set<Scope> scopes, List<UserPattern> patterns, long seed) {

    /** Where nothing is configured. */
    public static final List<String> DEFAULT_REGIONS = List.of("US", "GB", "DE");
    /** Documentation addresses count: who writes them in place of real ones loses nothing. */
    public static final Set<Scope> DEFAULT_SCOPES = Set.of(Scope.PUBLIC, Scope.DOCUMENTATION);

    public RedactionPolicy {
        EnumMap<PersonalKind, Action> ordered = new EnumMap<>(PersonalKind.class);
        ordered.putAll(actions);
        actions = Collections.unmodifiableMap(ordered);
        allow = List.copyOf(allow);
        regions = List.copyOf(regions);
        scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
        patterns = List.copyOf(patterns);
    }

    /** All precise classes, with one action, and the defaults of everything else. */
    public static RedactionPolicy of(Action action, long seed) {
        return of(PersonalKind.preciseOnes(), action, seed);
    }

    /** Some classes with one action, and the defaults of everything else. */
    public static RedactionPolicy of(Set<PersonalKind> kinds, Action action, long seed) {
        EnumMap<PersonalKind, Action> actions = new EnumMap<>(PersonalKind.class);
        kinds.forEach(kind -> actions.put(kind, action));
        return new RedactionPolicy(actions, List.of(), DEFAULT_REGIONS, DEFAULT_SCOPES, List.of(), seed);
    }

    /** The same with values and domains that stay. */
    public RedactionPolicy withAllowed(List<String> values) {
        return new RedactionPolicy(actions, values, regions, scopes, patterns, seed);
    }

    /** The same with patterns of the user's. */
    public RedactionPolicy withPatterns(List<UserPattern> others) {
        return new RedactionPolicy(actions, allow, regions, scopes, others, seed);
    }
}
