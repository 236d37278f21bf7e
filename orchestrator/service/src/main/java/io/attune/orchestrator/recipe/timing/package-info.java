/**
 * What a recipe says about when it starts by itself: due times by {@link io.attune.orchestrator.recipe.cron.Cron}, what to do
 * about times that were missed or met by a run under way, when to rest, and which events start it beside the clock.
 */
@NullMarked
package io.attune.orchestrator.recipe.timing;

import org.jspecify.annotations.NullMarked;
