package io.attune.orchestrator.run;

import org.jspecify.annotations.Nullable;

/**
 * A wish to start a recipe.
 *
 * @param target the one target to train at, null for what the recipe says
 * @param force whether to train even what equals the version in service
 * @param priority -100 to 100 among the runs that wait for a slot at a connection; higher goes first, and at the same priority
 *     the older run
 */
public record StartWish(String recipe, @Nullable String target, boolean force, int priority) {

    /** Of the usual priority. */
    public StartWish(String recipe, @Nullable String target, boolean force) {
        this(recipe, target, force, 0);
    }

    /** As the recipe says. */
    public static StartWish of(String recipe) {
        return new StartWish(recipe, null, false);
    }
}
