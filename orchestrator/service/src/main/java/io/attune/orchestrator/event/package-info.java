/** The events that can start a recipe beside the clock, each an {@link io.attune.orchestrator.schedule.EventTrigger}. */
@NullMarked
package io.attune.orchestrator.event;

import org.jspecify.annotations.NullMarked;
