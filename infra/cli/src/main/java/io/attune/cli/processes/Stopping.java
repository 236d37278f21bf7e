package io.attune.cli.processes;

import java.time.Duration;

import io.attune.cli.failure.Pause;

/** Ends processes: asks first, insists later. */
final class Stopping {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private Stopping() {}

    /**
     * Ends a process and returns when it is gone.
     *
     * @param patience how long it may take to end in order before it is killed
     * @return whether it ran
     */
    static boolean stop(ProcessMark process, Duration patience, Pause pause) {
        ProcessHandle handle = process.running().orElse(null);
        if (handle == null) {
            return false;
        }
        handle.destroy();
        long looks = patience.dividedBy(LOOK_EVERY);
        for (long look = 0; look < looks && process.isRunning(); look++) {
            pause.await(LOOK_EVERY);
        }
        process.running().ifPresent(ProcessHandle::destroyForcibly);
        for (int look = 0; look < 50 && process.isRunning(); look++) {
            pause.await(LOOK_EVERY);
        }
        return true;
    }
}
