package io.attune.retrieval;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;

/** The targets that are deployed, by name. */
public interface AnswerTargets {

    Optional<AnswerTarget> find(ProjectId project, String name);

    /** Every deployed target, by name. */
    List<AnswerTarget> list(ProjectId project);
}
