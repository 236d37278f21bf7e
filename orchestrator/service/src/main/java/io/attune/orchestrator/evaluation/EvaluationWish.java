package io.attune.orchestrator.evaluation;

import java.util.List;

import io.attune.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation by itself, as somebody asks for it.
 *
 * @param version which version of which model, such as {@code config-assistant@3}
 * @param suites names of the suites of the model's recipe, or frozen suites such as {@code limits@1}
 * @param against further arms: {@code champion}, {@code base}, or versions such as {@code config-assistant@2}
 * @param measures by name, for frozen suites that the recipe does not ask; none for the usual ones
 * @param budget the most it may hold and spend; null for what the project's budgets leave
 */
public record EvaluationWish(String version, List<String> suites, List<String> against, List<String> measures,
        @Nullable Money budget) {

    public EvaluationWish {
        suites = List.copyOf(suites);
        against = List.copyOf(against);
        measures = List.copyOf(measures);
    }
}
