/**
 * A text of a recipe as a tree in which everything knows its line, and the shapes its parts are written in.
 *
 * <p>A {@link io.attune.orchestrator.recipe.text.Shape} both reads a part and describes it as JSON Schema, so that what
 * editors suggest and what the platform accepts cannot differ. Reading never stops at the first fault: it adds a
 * problem, leaves the part out and goes on.
 */
@NullMarked
package io.attune.orchestrator.recipe.text;

import org.jspecify.annotations.NullMarked;
