package io.attune.orchestrator.evaluation;

import java.util.Collection;
import java.util.List;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Measure.Need;
import io.attune.orchestrator.recipe.SuiteChecks;
import io.attune.orchestrator.recipe.TargetChecks;
import org.springframework.stereotype.Component;

/**
 * Whether what is wished for can be measured. What an evaluation by itself names is checked; of the usual measures, those that do not
 * apply are left out without a word.
 */
@Component
class WishCheck {
    private final SuiteChecks suites;
    private final TargetChecks targets;

    WishCheck(SuiteChecks suites, TargetChecks targets) {
        this.suites = suites;
        this.targets = targets;
    }

    /** @param knows whether arms have knowledge */
    void check(ProjectId project, EvaluationWish wish, Recipe.Suite suite, Collection<EvaluatedArm> arms,
            boolean knows, Problems problems) {
        List<String> mute = arms.stream().map(EvaluatedArm::connection).distinct().filter(
                connection -> !targets.tellsProbabilities(project, connection)).toList();
        for (Measure measure : suite.measures()) {
            if (measure.needs(Need.PROBABILITIES) && !mute.isEmpty()) {
                problems.add(new Problem("/measures", "'" + measure + "' of the suite '" + suite.name()
                        + "' cannot be measured: the connection '" + String.join("', '", mute)
                        + "' does not tell how likely a token is", "Leave it out."));
            }
            if (wish.measures().isEmpty()) {
                continue;
            }
            if (measure.needs(Need.KNOWLEDGE) && !knows) {
                problems.add(new Problem("/measures", "'" + measure + "' of the suite '" + suite.name()
                        + "' cannot be measured: no arm has knowledge to cite", "Leave it out."));
            }
            if (suite.questions() instanceof Recipe.Questions.Frozen frozen) {
                suites.wrongMeasure(project, frozen, measure).ifPresent(wrong -> problems.add(new Problem("/measures",
                        wrong.message(), wrong.nextStep())));
            }
        }
    }
}
