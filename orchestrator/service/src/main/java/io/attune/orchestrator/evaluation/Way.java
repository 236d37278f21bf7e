package io.attune.orchestrator.evaluation;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.evaluation.measure.Measures;
import io.attune.orchestrator.recipe.Recipe.Measure;

/** How an arm is asked. Each way is a call of its own, kept and paid for by itself. */
enum Way {
    /** The model's own words. */
    MODEL,
    /** The whole of what is served. */
    RUNTIME,
    /** How likely the reference is to the model. */
    SCORE;

    /** The ways in which an item must be asked for some measures. A model alone is not asked what nothing would come of. */
    static Set<Way> of(Item item, Collection<Measure> measures) {
        Set<Way> ways = EnumSet.noneOf(Way.class);
        for (Measure measure : measures) {
            Way way = of(measure);
            if (way == RUNTIME || Measures.applies(measure, item)) {
                ways.add(way);
            }
        }
        return ways;
    }

    static Way of(Measure measure) {
        return measure.needs(Measure.Need.PROBABILITIES) ? SCORE : measure.ofModel() ? MODEL : RUNTIME;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
