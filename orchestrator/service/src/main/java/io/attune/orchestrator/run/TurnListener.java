package io.attune.orchestrator.run;

import java.time.Instant;

/** Learns of the turns of runs within the transaction that tells them, of one run the earlier first. */
public interface TurnListener {

    /** @param run as it is by now */
    void turned(Run run, RunTurn turn, Instant at);
}
