package io.attune.orchestrator.recipe;

import io.attune.kernel.ProjectId;

/** What projects ask of every version before it is promoted. Thread-safe. */
public interface GateFloors {

    /** What a project asks for now; {@link GatePolicy#NONE} where it asks for nothing. */
    GatePolicy of(ProjectId project);
}
