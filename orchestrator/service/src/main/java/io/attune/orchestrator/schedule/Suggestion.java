package io.attune.orchestrator.schedule;

import java.time.Instant;

/** What an event proposed to people: that a recipe be run. */
record Suggestion(String recipe, String event, String words, Instant madeAt) {
}
