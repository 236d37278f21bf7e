package io.attune.pipeline.quality;

import java.util.List;

import io.attune.pipeline.Example;

/** A set of rules with their defaults. */
public enum Profile {
    /** For conversations and preferences: boilerplate, wrong language, truncation, loops, debris. */
    FINE_TUNING,
    /** The rules about preference pairs alone. */
    PREFERENCES,
    /** Pre-training, for web pages: quality and repetition rules of Gopher (Rae and others 2021, tables A1). */
    GOPHER,
    /** Pre-training, for web pages: the cleaning of C4 (Raffel and others 2020, section 2.2). */
    C4,
    /** Pre-training, for web pages: what FineWeb adds to the others (Penedo and others 2024, section 3.6). */
    FINEWEB;

    private static final RuleSet CHAT = new ChatRules();
    private static final RuleSet PAIRS = new PairRules();
    private static final RuleSet GOPHER_RULES = new GopherRules();
    private static final RuleSet C4_RULES = new C4Rules();
    private static final RuleSet FINEWEB_RULES = new FineWebRules();

    /** The rules in the order they judge. */
    public List<Rule> rules() {
        return ruleSet().rules();
    }

    void score(Subject subject, Scores.Builder scores) {
        ruleSet().score(subject, scores);
    }

    Example clean(Example example) {
        return ruleSet().clean(example);
    }

    private RuleSet ruleSet() {
        return switch (this) {
            case FINE_TUNING -> CHAT;
            case PREFERENCES -> PAIRS;
            case GOPHER -> GOPHER_RULES;
            case C4 -> C4_RULES;
            case FINEWEB -> FINEWEB_RULES;
        };
    }
}
