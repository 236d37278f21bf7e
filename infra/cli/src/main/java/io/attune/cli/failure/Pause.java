package io.attune.cli.failure;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Waits between two looks at something. Tests pass one that does not wait. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits.
     *
     * @throws CliException with {@link ExitCode#INTERRUPTED} when the thread is interrupted
     */
    void await(Duration duration);

    /** Waits in real time. */
    static Pause real() {
        return duration -> {
            try {
                TimeUnit.MILLISECONDS.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CliException(ExitCode.INTERRUPTED, "Interrupted", List.of(), "The same command resumes.", e);
            }
        };
    }
}
