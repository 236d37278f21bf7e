package io.attune.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Models and their numbered versions. Identity, origin and artefacts of a version never change, and its number is never
 * used again, also when it or its model is deleted.
 */
public interface Models {

    /**
     * Registers a version, and its model when that is new. Numbers are 1, 2, 3… and are never used again. A tuned version
     * is recognised by its run, a base version by its provider model: repeated, the first one stands and only measures of
     * further evaluations are added; every import is a version of its own. Links dataset version, run and version in the lineage.
     */
    ModelVersion register(NewModelVersion version);

    /**
     * Adds measures taken after registration; those an evaluation already gave for the same suite, arm and measure stand.
     *
     * @throws PlatformException not-found, when there is no such version
     */
    void addMetrics(ProjectId project, VersionRef version, List<Metric> metrics);

    /**
     * Replaces the words about a version; its identity is untouched.
     *
     * @throws PlatformException not-found, when there is no such version
     */
    ModelVersion describe(ProjectId project, VersionRef version, String description, Map<String, String> tags);

    /**
     * Opens a model without versions.
     *
     * @throws PlatformException model-exists, when there is one of this name
     */
    Model open(ProjectId project, String name, String description, Map<String, String> tags, String actor);

    /**
     * Replaces the words about a model.
     *
     * @throws PlatformException not-found, when there is no such model
     */
    Model describe(ProjectId project, String name, String description, Map<String, String> tags);

    /**
     * Gives a model another name, where nothing outside it knows the old one: it has imported versions alone, none of them
     * deployed, promoted or evaluated.
     *
     * @throws PlatformException not-found; model-exists, for a name that is taken or was; conflict, naming what knows the
     *         old name
     */
    Model rename(ProjectId project, String name, String newName, String actor);

    /**
     * Deletes a model with its versions, aliases with their history kept; opened again, its numbers go on.
     *
     * @throws PlatformException not-found; conflict, when a deployment serves it
     */
    void delete(ProjectId project, String name, String actor);

    /**
     * Deletes a version and takes away the aliases that point at it; a tombstone keeps its number, identity and lineage.
     *
     * @throws PlatformException not-found; conflict, when a deployment serves it
     */
    void delete(ProjectId project, VersionRef version, String actor);

    Optional<Model> find(ProjectId project, String name);

    Optional<ModelVersion> find(ProjectId project, VersionRef version);

    /** The version a run led to. */
    Optional<ModelVersion> findByRun(ProjectId project, RunId run);

    /** A model's versions, newest first; no such model has none. */
    List<ModelVersion> versions(ProjectId project, String name);

    /**
     * A page of a model's versions, newest first.
     *
     * @param before the number of the last one already seen, or null to begin
     * @param atMost how many, from 1
     */
    List<ModelVersion> versions(ProjectId project, String name, @Nullable Integer before, int atMost);

    /**
     * Models by name.
     *
     * @param after the last name already seen, or null to begin
     * @param atMost how many, from 1
     */
    List<Model> list(ProjectId project, @Nullable String after, int atMost);
}
