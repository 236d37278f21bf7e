package io.attune.orchestrator.kill;

/** The process died here. An error, so that no handler of failures sees it and nothing after it is carried out. */
public final class Killed extends Error {
    public Killed(Point point) {
        super("killed " + point, null, false, false);
    }
}
