package io.attune.orchestrator.evaluation.people;

import java.util.Map;

import io.attune.kernel.Money;
import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.jspecify.annotations.Nullable;

/**
 * What one arm gave for one question, measured.
 *
 * @param outcome of what was served, null where nothing was asked but the model's probabilities
 * @param measures one that does not apply is left out
 * @param cost of the answer as it is served, null where nobody said the price
 * @param attributes of the question, by which groups are made
 */
public record Line(String arm, String suite, String item, Served.@Nullable Outcome outcome,
        Map<Measure, Double> measures, @Nullable Money cost, Map<String, String> attributes) {
    public Line {
        measures = Map.copyOf(measures);
        attributes = Map.copyOf(attributes);
    }
}
