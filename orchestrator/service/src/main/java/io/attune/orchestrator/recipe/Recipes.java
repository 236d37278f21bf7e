package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.SentFiles;
import io.attune.kernel.ProjectId;

/** The recipes of all projects, each with its versions. Thread-safe. */
public interface Recipes {

    /**
     * Puts a recipe in force. Content that was applied before is that version again; new content is the next version.
     *
     * @param actor who does it
     * @param files what the recipe names, by the path it uses; others are not kept
     * @throws io.attune.kernel.InvalidInputException with every problem, and then nothing has changed
     */
    Applied apply(ProjectId project, String actor, String yaml, SentFiles files);

    /** The same with small files alone. */
    default Applied apply(ProjectId project, String actor, String yaml, Map<String, byte[]> files) {
        return apply(project, actor, yaml, SentFiles.of(files));
    }

    /**
     * Does all of what applying does but keeping it.
     *
     * @throws io.attune.kernel.InvalidInputException with every problem
     */
    Checked check(ProjectId project, String yaml, Map<String, byte[]> files);

    /**
     * Reads a recipe for its dataset: whether its targets can be trained is not asked.
     *
     * @throws io.attune.kernel.InvalidInputException with every problem of its text
     */
    Recipe read(ProjectId project, String yaml, Map<String, byte[]> files);

    /** The version in force. */
    Optional<StoredRecipe> find(ProjectId project, String name);

    /**
     * A version by its number.
     *
     * @throws io.attune.kernel.PlatformException of code {@code not-found} when there is none
     */
    StoredRecipe version(ProjectId project, String name, int version);

    /** The versions in force, by name. */
    List<StoredRecipe> list(ProjectId project);

    /**
     * What applying did.
     *
     * @param isNew whether this content was never applied before
     * @param notes what is to be known of it all the same
     */
    record Applied(StoredRecipe stored, boolean isNew, List<RecipeNote> notes) {}

    /** @param notes what is to be known of it though it can be applied */
    record Checked(Recipe recipe, List<RecipeNote> notes) {}
}
