package io.attune.pipeline.quality;

import java.util.List;

import io.attune.pipeline.Example;

/** A set of rules with their defaults. */
public enum Profile {
    /** For conversations and preferences: boilerplate, wrong language, truncation, loops, debris. */
    FINE_TUNING(new ChatRules()),
    /** The rules about preference pairs alone. */
    PREFERENCES(new PairRules()),
    /** Pre-training, for web pages: quality and repetition rules of Gopher (Rae and others 2021, tables A1). */
    GOPHER(new GopherRules()),
    /** Pre-training, for web pages: the cleaning of C4 (Raffel and others 2020, section 2.2). */
    C4(new C4Rules()),
    /** Pre-training, for web pages: what FineWeb adds to the others (Penedo and others 2024, section 3.6). */
    FINEWEB(new FineWebRules());

    private final RuleSet rules;

    Profile(RuleSet rules) {
        this.rules = rules;
    }

    /** The rules in the order they judge. */
    public List<Rule> rules() {
        return rules.rules();
    }

    void score(Subject subject, Scores.Builder scores) {
        rules.score(subject, scores);
    }

    Example clean(Example example) {
        return rules.clean(example);
    }
}
