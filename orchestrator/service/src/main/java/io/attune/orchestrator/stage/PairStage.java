package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.Set;

import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunGroups;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.retrieval.Feed;
import io.attune.retrieval.KnowledgeBases;
import org.springframework.stereotype.Component;

/**
 * Fills an empty knowledge base from the recipe's feeds; one that has content follows its feeds by itself. Of
 * several runs of one start the first fills it.
 */
@Component
class PairStage implements Stage {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final PinnedRecipe recipes;
    private final KnowledgeBases knowledgeBases;
    private final RunGroups groups;

    PairStage(PinnedRecipe recipes, KnowledgeBases knowledgeBases, RunGroups groups) {
        this.recipes = recipes;
        this.knowledgeBases = knowledgeBases;
        this.groups = groups;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.PAIRING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        boolean firstFills = groups.of(run).flatMap(group -> groups.runs(group).stream().findFirst()).filter(
                first -> !first.id().equals(run.id()) && (first.state() == RunState.CURATING
                        || first.state() == RunState.PAIRING)).isPresent();
        if (firstFills) {
            return new RunEvent.StillWorking(LOOK_AGAIN);
        }
        if (recipes.of(run).knowledge() instanceof Recipe.Knowledge.Base knowledge
                && knowledgeBases.ensure(run.project(), knowledge.base()).version() == null) {
            for (Recipe.Feed feed : knowledge.feeds()) {
                knowledgeBases.sync(run.project(), knowledge.base(),
                        new Feed.SpringMetadata(feed.artifacts(), feed.version()),
                        (done, total) -> work.progress("fill " + knowledge.base(), done, total, feed.version()));
            }
        }
        return new RunEvent.Paired();
    }
}
