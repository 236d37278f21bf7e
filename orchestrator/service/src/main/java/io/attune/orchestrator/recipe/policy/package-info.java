/**
 * What a project asks of every version before it is promoted, whatever its recipe asks: gates, how many examples they need and
 * how sure their intervals are.
 *
 * <p>A policy is a document with versions. Recipes are held against the one in force when they are checked; the runs of one
 * start are judged by the one that stood when the first of them began, which is pinned and stands in their evidence with its
 * digest. Changing it takes an approver and is audited.
 */
@NullMarked
package io.attune.orchestrator.recipe.policy;

import org.jspecify.annotations.NullMarked;
