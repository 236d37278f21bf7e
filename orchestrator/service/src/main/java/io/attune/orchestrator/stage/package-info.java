/**
 * The effects of a run's states, one class each. Every stage may be repeated after a kill at any point: what it does is
 * keyed by the run, found again, and not done twice. {@link io.attune.orchestrator.stage.SubmitStage} is the one that
 * guards money.
 */
@NullMarked
package io.attune.orchestrator.stage;

import org.jspecify.annotations.NullMarked;
