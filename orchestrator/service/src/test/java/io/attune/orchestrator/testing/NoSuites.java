package io.attune.orchestrator.testing;

import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions.Frozen;
import io.attune.orchestrator.recipe.SuiteChecks;

/** Where nothing is frozen, and any suite may be named. */
public final class NoSuites implements SuiteChecks {
    @Override
    public Optional<Wrong> wrong(ProjectId project, Frozen suite) {
        return Optional.empty();
    }

    @Override
    public Optional<Wrong> wrongSlice(ProjectId project, Frozen suite, String attribute) {
        return Optional.empty();
    }

    @Override
    public Optional<Wrong> wrongMeasure(ProjectId project, Frozen suite, Measure measure) {
        return Optional.empty();
    }

    @Override
    public Optional<Frozen> madeOf(ProjectId project, Digest content) {
        return Optional.empty();
    }
}
