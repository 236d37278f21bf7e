package io.attune.pipeline.step;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.attune.pipeline.redact.Action;
import io.attune.pipeline.redact.RedactionPolicy;
import io.attune.pipeline.redact.UserPattern;
import io.attune.pipeline.redact.check.InternetAddresses.Scope;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.settings.Settings;

/** The parameters of redaction as recipes give them. */
final class RedactSettings {
    private static final int PATTERNS_MAX = 50;
    private static final int PATTERN_MAX = 1_000;

    private RedactSettings() {}

    static RedactionPolicy read(Settings settings, long seed) {
        List<PersonalKind> kinds = settings.words("classes", PersonalKind.class, List.copyOf(
                PersonalKind.preciseOnes()));
        Map<PersonalKind, Action> actions = actions(settings, kinds);
        List<String> regions = settings.texts("regions", RedactionPolicy.DEFAULT_REGIONS);
        for (int i = 0; i < regions.size(); i++) {
            if (!Set.of(Locale.getISOCountries()).contains(regions.get(i))) {
                settings.problem("regions/" + i, "'" + regions.get(i) + "' is no country",
                        "Write an ISO 3166 code in capitals, such as DE.");
            }
        }
        List<Scope> ignored = settings.words("ignoreAddresses", Scope.class, List.of(Scope.PRIVATE));
        Set<Scope> scopes = EnumSet.of(Scope.PUBLIC, Scope.DOCUMENTATION, Scope.PRIVATE);
        ignored.forEach(scopes::remove);
        return new RedactionPolicy(actions, settings.texts("allow", List.of()), regions, scopes, patterns(settings),
                seed);
    }

    /** One action for all classes, or a map from classes; those it does not name are redacted. */
    private static Map<PersonalKind, Action> actions(Settings settings, List<PersonalKind> kinds) {
        Map<PersonalKind, Action> actions = new EnumMap<>(PersonalKind.class);
        Settings map = settings.section("action");
        Action all = map == null ? settings.word("action", Action.class, Action.REDACT) : Action.REDACT;
        for (PersonalKind kind : kinds) {
            actions.put(kind, map == null ? all : map.word(kind.word(), Action.class, all));
        }
        if (map != null) {
            map.end();
        }
        return actions;
    }

    private static List<UserPattern> patterns(Settings settings) {
        List<Settings> sections = settings.sections("patterns");
        if (sections.size() > PATTERNS_MAX) {
            settings.problem("patterns", "there are " + sections.size() + " patterns", "Write " + PATTERNS_MAX
                    + " at most.");
        }
        Set<String> names = new HashSet<>();
        for (PersonalKind kind : PersonalKind.values()) {
            names.add(kind.word());
        }
        List<UserPattern> patterns = new ArrayList<>();
        for (Settings section : sections) {
            String name = section.text("name");
            String regex = section.text("regex");
            Action action = section.word("action", Action.class, Action.REDACT);
            if (!name.isEmpty() && !name.matches(UserPattern.NAME_FORM)) {
                section.problem("name", "'" + name + "' is no name",
                        "Write lower case letters, digits and hyphens, such as customer-number.");
            } else if (!name.isEmpty() && !names.add(name)) {
                section.problem("name", "'" + name + "' is taken by a class or another pattern", "Choose another.");
            }
            compile(section, name, regex, action, patterns);
            section.end();
        }
        return patterns;
    }

    private static void compile(Settings section, String name, String regex, Action action,
            List<UserPattern> patterns) {
        if (regex.length() > PATTERN_MAX) {
            section.problem("regex", "the expression has " + regex.length() + " characters", "Write " + PATTERN_MAX
                    + " at most.");
            return;
        }
        try {
            Pattern pattern = Pattern.compile(regex);
            if (!regex.isEmpty() && pattern.matches("")) {
                section.problem("regex", "'" + regex + "' also fits the empty text", "Demand at least one character.");
            }
            patterns.add(new UserPattern(name, pattern, action));
        } catch (PatternSyntaxException e) {
            section.problem("regex", "'" + regex + "' is no regular expression: " + e.getDescription(),
                    "Write it in the syntax of RE2, which has no look-around and no back-references.");
        }
    }

    /** Every parameter in the form a recipe gives it. */
    static Map<String, Object> write(RedactionPolicy policy) {
        Map<String, Object> out = new TreeMap<>();
        out.put("classes", policy.actions().keySet().stream().map(Settings::word).toList());
        Map<String, Object> actions = new TreeMap<>();
        policy.actions().forEach((kind, action) -> actions.put(kind.word(), Settings.word(action)));
        out.put("action", Set.copyOf(actions.values()).size() == 1 ? actions.values().iterator().next() : actions);
        out.put("allow", policy.allow());
        out.put("regions", policy.regions());
        out.put("ignoreAddresses", EnumSet.allOf(Scope.class).stream().filter(scope -> scope != Scope.RESERVED
                && !policy.scopes().contains(scope)).map(Settings::word).toList());
        out.put("patterns", policy.patterns().stream().map(pattern -> new TreeMap<>(Map.of("name", pattern.name(),
                "regex", pattern.regex().pattern(), "action", Settings.word(pattern.action())))).toList());
        return out;
    }
}
