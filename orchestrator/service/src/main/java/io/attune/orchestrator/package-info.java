/**
 * Recipes, schedules, runs, quotes, evaluation and gates.
 *
 * <p>A run is a row in a durable state machine ({@code run}): pollers claim it, carry out the one effect its state asks
 * for, and store the event that came of it. No thread waits for a provider and no transaction spans a call over the
 * network, so any process may be killed at any moment and another goes on from the row.
 */
@NullMarked
package io.attune.orchestrator;

import org.jspecify.annotations.NullMarked;
