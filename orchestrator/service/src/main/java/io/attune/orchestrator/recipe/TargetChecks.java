package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Set;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.egress.DataPolicy;

/** What a recipe's targets are checked against beside its own text. */
public interface TargetChecks {

    /** The connections that a project's recipes may name. */
    Set<String> connections(ProjectId project);

    /** Whether a connection tells how likely each token of a given answer is. */
    boolean tellsProbabilities(ProjectId project, String connection);

    /** Everything to say about a target whose connection there is. */
    List<Remark> remarks(ProjectId project, Recipe.Target target, DataPolicy data);
}
