package io.attune.orchestrator.stage;

import java.util.List;
import java.util.Set;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.NewDeployment;
import org.springframework.stereotype.Component;

/** Deploys the alias, paired with the recipe's knowledge. */
@Component
class DeployStage implements Stage {
    private static final int ANSWER_TOKENS_MAX = 256;

    private final PinnedRecipe recipes;
    private final Deployments deployments;

    DeployStage(PinnedRecipe recipes, Deployments deployments) {
        this.recipes = recipes;
        this.deployments = deployments;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.DEPLOYING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        Recipe recipe = recipes.of(run);
        Knowledge knowledge = switch (recipe.knowledge()) {
            case Recipe.Knowledge.Base base -> new Knowledge.Paired(base.base());
            case Recipe.Knowledge.None none -> new Knowledge.None(none.reason());
        };
        AnswerPolicy policy = new AnswerPolicy(recipe.answers().prompt(), recipe.answers().abstention(),
                AnswerPolicy.Grounding.GENERATED, AnswerPolicy.WithoutSupport.ABSTAIN,
                List.of(AnswerPolicy.Fallback.BASE_AND_RETRIEVAL, AnswerPolicy.Fallback.EXTRACT), ANSWER_TOKENS_MAX);
        deployments.deploy(new NewDeployment(run.project(), run.recipe(), run.facts().get(Fact.Version.class).model(),
                recipe.promotion().alias(), knowledge, policy, run.startedBy()));
        return new RunEvent.Deployed(new Fact.Deployment(run.recipe()));
    }
}
