package io.attune.pipeline.redact;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import com.google.re2j.Matcher;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.Match;
import io.attune.pipeline.redact.scan.Scanner;
import io.attune.pipeline.redact.scan.Text;

/**
 * Finds personal data and secrets and takes them out of texts. Immutable and thread-safe. The work is linear in the length
 * of the text. Redacting twice is redacting once: placeholders and replacements are never found again.
 */
public final class Redactor {
    /** What replacing lays bare is looked for again, at most so often. */
    private static final int PASSES = 6;
    private static final int HASH = 12;

    private final RedactionPolicy policy;
    private final Scanner scanner;
    private final AllowList allowed;
    private final Substitutes substitutes;
    private final Map<String, Action> actions = new HashMap<>();
    private final Set<String> placeholders = new HashSet<>();
    private final List<Rule> userRules;

    public Redactor(RedactionPolicy policy) {
        this.policy = policy;
        this.scanner = new Scanner(Finders.of(policy));
        this.allowed = new AllowList(policy.allow());
        this.substitutes = new Substitutes(policy.seed());
        this.userRules = policy.patterns().stream().map(pattern -> new Rule(pattern.name(), pattern.name(),
                Rule.OF_USER)).toList();
        policy.actions().forEach((kind, action) -> actions.put(kind.word(), action));
        policy.patterns().forEach(pattern -> actions.put(pattern.name(), pattern.action()));
        for (PersonalKind kind : PersonalKind.values()) {
            placeholders.add(PersonalKind.placeholder(kind.word()));
        }
        policy.patterns().forEach(pattern -> placeholders.add(PersonalKind.placeholder(pattern.name())));
    }

    /** All precise classes, placeholders in their place. */
    public static Redactor ofDefaults() {
        return new Redactor(RedactionPolicy.of(Action.REDACT, 0));
    }

    /** What it looks for. */
    public RedactionPolicy policy() {
        return policy;
    }

    /**
     * A text after redaction.
     *
     * @param counts how many matches each action met, by class
     */
    public record Redacted(String text, Map<Action, SortedMap<String, Integer>> counts) {

        /** How many of each class met an action. */
        public SortedMap<String, Integer> counts(Action action) {
            return counts.getOrDefault(action, Collections.emptySortedMap());
        }

        /** The text with a match of an action more. */
        private void add(Action action, String kind) {
            counts.computeIfAbsent(action, a -> new TreeMap<>()).merge(kind, 1, Integer::sum);
        }
    }

    /** The text after every class's action; texts with something to flag or drop stay as they are in these places. */
    public Redacted redact(String text) {
        return redact(text, new Text(text));
    }

    Redacted redact(String original, Text text) {
        List<Match> matches = matches(original, text);
        if (matches.isEmpty()) {
            return new Redacted(original, Map.of());
        }
        Redacted redacted = new Redacted(replace(original, matches), new EnumMap<>(Action.class));
        matches.forEach(match -> redacted.add(action(match), match.rule().kind()));
        return redacted;
    }

    /** What would be done to a text, by position; without any of its values. */
    public List<Finding> preview(String text) {
        return matches(text, new Text(text)).stream().map(match -> {
            String value = text.substring(match.start(), match.end());
            Action action = action(match);
            return new Finding(match.start(), match.end(), match.rule().kind(), action, match.rule().name(),
                    Finding.mask(value), isReplaced(action) ? replacement(match, value, action) : "");
        }).toList();
    }

    /** All matches that are not allowed, by position. */
    private List<Match> matches(String original, Text text) {
        maskPlaceholders(original, text);
        List<Match> replaced = new ArrayList<>();
        for (int pass = 1;; pass++) {
            List<Match> kept = new ArrayList<>();
            boolean again = false;
            List<Match> found = found(text);
            if (found.isEmpty() && pass == 1) {
                return found;
            }
            for (Match match : found) {
                if (!allowed.isEmpty() && allowed.has(original.substring(match.start(), match.end()))) {
                    continue;
                }
                boolean replaces = isReplaced(action(match));
                (replaces ? replaced : kept).add(match);
                again |= replaces;
                if (replaces) {
                    text.mask(match.start(), match.end());
                }
            }
            if (!again || pass == PASSES) {
                kept.addAll(replaced);
                kept.sort(Comparator.comparingInt(Match::start));
                return kept;
            }
        }
    }

    private List<Match> found(Text text) {
        List<Match> matches = scanner.matches(text);
        if (policy.patterns().isEmpty()) {
            return matches;
        }
        List<Match> all = new ArrayList<>(matches);
        String whole = text.part(0, text.length());
        for (int start = 0; start < whole.length();) {
            int barrier = whole.indexOf(Text.BARRIER, start);
            int end = barrier < 0 ? whole.length() : barrier;
            patterns(whole.substring(start, end), start, all);
            start = end + 1;
        }
        return Scanner.withoutOverlaps(all);
    }

    private void patterns(String segment, int offset, List<Match> matches) {
        for (int i = 0; i < userRules.size() && !segment.isEmpty(); i++) {
            Matcher matcher = policy.patterns().get(i).regex().matcher(segment);
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    matches.add(new Match(offset + matcher.start(), offset + matcher.end(), userRules.get(i)));
                }
            }
        }
    }

    /** Placeholders that stand in the text already are barriers. */
    private void maskPlaceholders(String original, Text text) {
        for (int open = original.indexOf('['); open >= 0; open = original.indexOf('[', open + 1)) {
            int i = open + 1;
            while (i - open <= 42 && i < original.length() && isPlaceholderPart(original.charAt(i))) {
                i++;
            }
            int hash = i < original.length() && original.charAt(i) == ':' ? i + 1 + HASH : i;
            if (i > open + 1 && hash < original.length() && original.charAt(hash) == ']' && placeholders.contains(
                    original.substring(open, i) + "]") && isHash(original, i + 1, hash)) {
                text.mask(open, hash + 1);
            }
        }
    }

    private static boolean isPlaceholderPart(char c) {
        return (c >= 'A' && c <= 'Z') || c == '-' || (c >= '0' && c <= '9');
    }

    private static boolean isHash(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private String replace(String original, List<Match> matches) {
        String replaced = replace(original, matches, Action.REPLACE);
        boolean faked = matches.stream().anyMatch(match -> action(match) == Action.REPLACE);
        boolean clean = !faked || isClean(replaced);
        return clean ? replaced : replace(original, matches, Action.HASH);
    }

    /** @param pretence what is done where the policy says REPLACE */
    private String replace(String original, List<Match> matches, Action pretence) {
        StringBuilder out = new StringBuilder(original.length());
        int copied = 0;
        for (Match match : matches) {
            Action action = action(match);
            if (isReplaced(action)) {
                out.append(original, copied, match.start()).append(replacement(match, original.substring(match.start(),
                        match.end()), action == Action.REPLACE ? pretence : action));
                copied = match.end();
            }
        }
        return out.append(original, copied, original.length()).toString();
    }

    private String replacement(Match match, String value, Action action) {
        return switch (action) {
            case REPLACE -> substitutes.replacement(match.rule(), value, this::isClean);
            case HASH -> substitutes.hash(match.rule(), value);
            case REDACT, DROP, FLAG -> match.rule().placeholder();
        };
    }

    private boolean isClean(String text) {
        Text copy = new Text(text);
        maskPlaceholders(text, copy);
        return found(copy).stream().noneMatch(match -> isReplaced(action(match)) && !allowed.has(text.substring(
                match.start(), match.end())));
    }

    private Action action(Match match) {
        return actions.getOrDefault(match.rule().kind(), Action.REDACT);
    }

    private static boolean isReplaced(Action action) {
        return action == Action.REDACT || action == Action.REPLACE || action == Action.HASH;
    }
}
