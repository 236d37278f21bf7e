/**
 * The recipe: one model line, as people write it in YAML and as the platform keeps it.
 *
 * <p>{@link io.attune.orchestrator.recipe.Recipe} is what a valid text means, with every default filled in. Reading a
 * text gathers all problems with their lines; an unknown key is a problem that names the known ones.
 */
@NullMarked
package io.attune.orchestrator.recipe;

import org.jspecify.annotations.NullMarked;
