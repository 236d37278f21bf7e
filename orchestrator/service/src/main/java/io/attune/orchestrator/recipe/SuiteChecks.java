package io.attune.orchestrator.recipe;

import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;

/** What a recipe's suites and sources are checked against beside its own text. Thread-safe. */
public interface SuiteChecks {

    /** What is wrong with naming a suite; empty when it is frozen and its examples are there. */
    Optional<Wrong> wrong(ProjectId project, Recipe.Questions.Frozen suite);

    /** What is wrong with telling a frozen suite's results apart by an attribute; empty for a suite that is not frozen. */
    Optional<Wrong> wrongSlice(ProjectId project, Recipe.Questions.Frozen suite, String attribute);

    /** What is wrong with taking a measure on a suite: none of its examples says what the measure needs. */
    Optional<Wrong> wrongMeasure(ProjectId project, Recipe.Questions.Frozen suite, Recipe.Measure measure);

    /** The frozen suite that a file with this content went into: nothing is trained on it. */
    Optional<Recipe.Questions.Frozen> madeOf(ProjectId project, Digest content);

    /** @param nextStep what to write instead */
    record Wrong(String message, String nextStep) {}
}
