package io.attune.pipeline.quality;

import java.util.List;

import io.attune.pipeline.Example;

/** How a profile measures. Implementations are immutable and keep nothing between examples. */
interface RuleSet {

    /** The rules in the order they judge. */
    List<Rule> rules();

    /** Adds the scores the rules look at. */
    void score(Subject subject, Scores.Builder scores);

    /** The example without what the rules cut out; the same example when they only judge. */
    default Example clean(Example example) {
        return example;
    }
}
