package io.attune.orchestrator.run;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

import org.springframework.dao.DataAccessException;

/** One process's worker, driven a claim at a time by the thread of a test. */
public final class Node {
    private final RunWorker worker;

    /** @param lease how long its claims stand; nobody renews them */
    public Node(String name, RunStore store, List<Stage> stages, Duration lease) {
        worker = new RunWorker(store, stages, name, lease);
    }

    /** Claims one due run and works on it; false when none is due, or when the database cannot be asked now. */
    public boolean step() {
        try {
            List<RunStore.Claim> claims = worker.claim(EnumSet.allOf(RunState.class), 1);
            claims.forEach(worker::work);
            return !claims.isEmpty();
        } catch (DataAccessException e) {
            return false;
        }
    }
}
