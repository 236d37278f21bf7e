package io.attune.orchestrator.run;

import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Targets;

/**
 * One start of a recipe: a run for each target that is tried. Its dataset is curated once.
 *
 * @param targets their names, in the order they are tried
 * @param curation by which the dataset builder knows the one curation
 * @param priority among the runs that wait for a slot at a connection
 */
public record RunGroup(RunGroupId id, ProjectId project, String recipe, int recipeVersion, Targets.Choose choose,
        List<String> targets, String curation, String startedBy, int priority) {
    public RunGroup {
        targets = List.copyOf(targets);
    }

    /** How the run of a place is recognised when it is added again. */
    String key(int place) {
        return id + "/" + place;
    }
}
