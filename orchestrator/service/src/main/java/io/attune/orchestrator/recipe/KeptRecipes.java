package io.attune.orchestrator.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.text.Inheritance;
import tools.jackson.databind.node.ObjectNode;

/** What keepers of recipes need beyond {@link Recipes}: who applies a folder of files may change what it owns. Thread-safe. */
public interface KeptRecipes {

    /**
     * Reads and checks; keeps nothing.
     *
     * @throws io.attune.kernel.InvalidInputException with every problem
     */
    Looked look(ProjectId project, String yaml, SentFiles files);

    /**
     * Keeps the files that a recipe names, before a transaction puts it in force.
     *
     * @throws io.attune.kernel.InvalidInputException naming every file that may not be kept
     */
    void keep(ProjectId project, Looked looked, SentFiles files);

    /** Puts a recipe in force, whoever owns it; joins the caller's transaction. Its files are kept already. */
    Recipes.Applied put(ProjectId project, String actor, String yaml, SentFiles files, String commit);

    /** Takes a recipe out of force, with its schedule; joins the caller's transaction. Versions and runs stay. */
    void remove(ProjectId project, String actor, String name);

    /** The commit that a version was made from. */
    Optional<String> commit(ProjectId project, String name, int version);

    /** A recipe in the words of the language. */
    ObjectNode words(Recipe recipe);

    /**
     * A recipe that can be applied.
     *
     * @param digest of the version it would be
     * @param files the paths it names
     * @param origins where each part was written, by its JSON pointer
     */
    record Looked(Recipe recipe, Digest digest, Set<String> files, List<RecipeNote> notes,
            Map<String, Inheritance.Origin> origins) {
    }
}
