package io.attune.pipeline.step;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.pipeline.Example;
import io.attune.pipeline.quality.Finding;
import io.attune.pipeline.quality.Profile;
import io.attune.pipeline.quality.Quality;
import io.attune.pipeline.quality.Rule;
import io.attune.pipeline.quality.Scores;
import io.attune.pipeline.settings.Settings;

/**
 * Drops or flags what a profile's rules find. {@code quality: {profile: fine-tuning}} is the default; {@code gopher},
 * {@code c4} and {@code fineweb} are for pages and for pre-training; a list takes several. Every rule's threshold is a
 * parameter named after the rule, and {@code off} is its bound -1. A flagged example has the rule in its attribute {@code
 * quality}. The step {@code preferences} has the rules about pairs alone, with {@code ties: drop} or {@code keep}.
 */
public final class FilterQuality implements Step.OfExample {
    static final String NAME = "quality";
    static final String PREFERENCES = "preferences";
    private static final double LIMIT = 1e9;

    /** What happens to an example that does not meet a rule. */
    enum Action {
        DROP,
        /** It stays, with the rule's name in an attribute. */
        FLAG
    }

    /** What happens to pairs of equal worth. */
    enum Ties {
        DROP,
        KEEP
    }

    private final String name;
    private final List<Profile> profiles;
    private final Quality quality;
    private final Action action;
    private final Map<String, Object> parameters = new TreeMap<>();

    private FilterQuality(String name, List<Profile> profiles, Map<String, Double> thresholds, Action action) {
        this.name = name;
        this.profiles = profiles;
        this.quality = Quality.of(profiles, thresholds);
        this.action = action;
        parameters.put("action", Settings.word(action));
        if (name.equals(NAME)) {
            List<String> words = profiles.stream().map(Settings::word).toList();
            parameters.put("profile", words.size() == 1 ? words.getFirst() : words);
        }
        quality.rules().forEach(rule -> parameters.put(rule.parameter(), Settings.plain(rule.threshold())));
    }

    static FilterQuality of(Settings settings) {
        List<Profile> profiles = settings.oneOrMore("profile", Profile.class, Profile.FINE_TUNING);
        return of(NAME, profiles, settings, new HashMap<>());
    }

    static FilterQuality preferences(Settings settings) {
        Map<String, Double> thresholds = new HashMap<>();
        Ties ties = settings.word("ties", Ties.class, Ties.DROP);
        thresholds.put("ties", ties == Ties.DROP ? 0 : Rule.OFF);
        FilterQuality step = of(PREFERENCES, List.of(Profile.PREFERENCES), settings, thresholds);
        step.parameters.put("ties", Settings.word(ties));
        return step;
    }

    private static FilterQuality of(String name, List<Profile> profiles, Settings settings,
            Map<String, Double> thresholds) {
        profiles.stream().flatMap(p -> p.rules().stream()).forEach(rule -> thresholds.computeIfAbsent(rule.name(),
                n -> settings.decimal(rule.parameter(), Rule.OFF, LIMIT, rule.threshold())));
        return new FilterQuality(name, profiles, thresholds, settings.word("action", Action.class, Action.DROP));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String version() {
        return "1/" + quality.version();
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.copyOf(parameters);
    }

    /** What the rules measure on an example; it may be kept by the example's id and {@link #version}. */
    public Scores score(Example example) {
        return quality.score(example);
    }

    @Override
    public Verdict judge(Example example) {
        return judge(example, score(example));
    }

    /** Judges by scores measured before. */
    public Verdict judge(Example example, Scores scores) {
        Optional<Finding> finding = quality.judge(scores);
        if (finding.isPresent()) {
            Finding first = finding.get();
            return action == Action.DROP
                    ? Verdict.drop(first.rule().name(), first.evidence())
                    : new Verdict.Change(example.withAttribute("quality", first.rule().name()));
        }
        Example cleaned = profiles.contains(Profile.C4) ? quality.clean(example) : example;
        return cleaned.equals(example) ? Verdict.KEEP : new Verdict.Change(cleaned);
    }
}
