package io.attune.orchestrator.run;

/**
 * A run to be added to a group.
 *
 * @param place of its target within the group, from 0
 * @param key recognises a repetition within the project
 * @param state to begin in
 * @param facts what it knows from the beginning, the aim among them
 */
record NewRun(io.attune.kernel.RunId id, RunGroup group, int place, String key, RunState state, Facts facts) {
}
