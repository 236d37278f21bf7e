package io.attune.orchestrator.evaluation;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.evaluation.measure.Measures;
import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.orchestrator.recipe.Recipe.Measure;

/** Derives measures from what was kept, each from the way it is asked in. */
final class Derivation {

    private Derivation() {}

    /**
     * @param served what was given in each way that was asked
     * @param knows whether the arm answers from a knowledge base
     */
    static Map<Measure, Double> of(Item item, Map<Way, Served> served, Collection<Measure> wanted, boolean knows) {
        Map<Measure, Double> measures = new EnumMap<>(Measure.class);
        for (Measure measure : wanted) {
            Served given = served.get(Way.of(measure));
            if (given != null && (knows || !measure.needs(Measure.Need.KNOWLEDGE))) {
                Measures.of(measure, item, given).ifPresent(value -> measures.put(measure, value));
            }
        }
        return measures;
    }
}
