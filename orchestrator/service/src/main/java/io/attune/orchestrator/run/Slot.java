package io.attune.orchestrator.run;

import org.jspecify.annotations.Nullable;

/**
 * A place for one job at a connection.
 *
 * @param connection the account, whoever uses it
 * @param gpus how many the job holds there, from 0
 */
public record Slot(String connection, int gpus, Limits limits) {

    /**
     * How much may be under way at a connection; each null means that nobody limits it.
     *
     * @param jobs which may exist and have not ended, running or not
     * @param waiting those of them that are not in training yet
     * @param gpus that they hold together
     */
    public record Limits(@Nullable Integer jobs, @Nullable Integer waiting, @Nullable Integer gpus) {
        public static final Limits NONE = new Limits(null, null, null);
    }

    /** A slot where nothing is limited. */
    public static Slot unlimited(String connection) {
        return new Slot(connection, 0, Limits.NONE);
    }

    /** Whether the connection can never take the job, however long it waits. */
    public boolean isTooLarge() {
        Integer most = limits.gpus();
        Integer jobs = limits.jobs();
        return (most != null && gpus > most) || (jobs != null && jobs == 0);
    }

    /**
     * What is under way at a connection.
     *
     * @param jobs which may exist and have not ended
     * @param waiting those of them that are not in training yet
     * @param ahead runs that wait here and are before the one that asks
     * @param gpusAhead that they will hold
     */
    record Load(int jobs, int waiting, long gpus, int ahead, long gpusAhead) {}

    /** Whether the run that asks may go: there is room for it and for all that are before it. */
    boolean isFree(Load load) {
        Integer jobs = limits.jobs();
        Integer waiting = limits.waiting();
        Integer most = limits.gpus();
        return (jobs == null || load.jobs() + load.ahead() < jobs)
                && (waiting == null || load.waiting() + load.ahead() < waiting)
                && (most == null || load.gpus() + load.gpusAhead() + gpus <= most);
    }
}
