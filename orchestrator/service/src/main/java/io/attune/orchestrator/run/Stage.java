package io.attune.orchestrator.run;

import java.util.Optional;
import java.util.Set;

/**
 * Carries out the one effect of a state. May be called again for the same run after any failure or kill, in any process,
 * and must then find what it did before instead of doing it twice. Holds no transaction while it talks to others.
 */
public interface Stage {

    /** The states whose effect this is. */
    Set<RunState> states();

    /**
     * Works for a while and says what came of it; long work returns {@link RunEvent.StillWorking} within a few seconds.
     *
     * @throws io.attune.kernel.PlatformException when it failed; whose fault decides whether it is tried again
     */
    RunEvent perform(Run run, Work work);

    /** What a stage may do with its claim while it works. */
    interface Work {

        /**
         * Stores an event at once, before the effect goes on.
         *
         * @return the run as it now stands
         * @throws ClaimLostException when another process holds the run by now; the effect must stop
         */
        Run record(RunEvent event);

        /**
         * Stores that sending begins, if the connection has a free slot for the run; else the run stands in its queue.
         *
         * @return the run as it now stands, or empty when it must wait
         * @throws ClaimLostException when another process holds the run by now; the effect must stop
         */
        Optional<Run> recordInSlot(RunEvent.SendingBegins event, Slot slot);

        /**
         * Tells people who watch how far the effect has come.
         *
         * @param step what is being done, in a few words
         * @param total how much there is, 0 when unknown
         * @param note a remark, or empty
         */
        void progress(String step, long done, long total, String note);
    }

    /** The claim on a run has passed to another process. */
    final class ClaimLostException extends RuntimeException {
        public ClaimLostException(Run run) {
            super("Run " + run.id() + " is claimed by another process now");
        }
    }
}
