package io.attune.bench.submission;

import java.time.Duration;
import java.util.List;

import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;

/**
 * What goes wrong at the vendor while one run is submitted and watched.
 *
 * @param times how many of the run's requests for the operation are struck, the first ones
 * @param listDelay how old a job is before the vendor's lists show it
 */
record Trouble(String name, Operation operation, int times, Fault fault, Duration listDelay) {
    static final Trouble NONE = new Trouble("no fault", Operation.OTHER, 0, new Fault.DropRequest(), Duration.ZERO);
    static final Trouble ANSWER_LOST = create("create's answer lost", new Fault.LoseAnswer());
    /** Shorter than the adapter waits before it believes a list, longer than it first waits. */
    private static final Duration SLOW_LIST = Duration.ofSeconds(12);

    private static Trouble create(String name, Fault fault) {
        return new Trouble(name, Operation.CREATE_JOB, 1, fault, Duration.ZERO);
    }

    private static Trouble later(String name, Operation operation, int times, Fault fault) {
        return new Trouble(name, operation, times, fault, Duration.ZERO);
    }

    /** Every fault mode of the simulator that a submission can meet. */
    static List<Trouble> all() {
        return List.of(NONE, ANSWER_LOST,
                create("create dropped before", new Fault.DropRequest()),
                create("500 after the create", new Fault.FailAfterCommit(500)),
                create("503 instead of a create", new Fault.Refuse(503, null)),
                create("429 instead of a create", new Fault.Refuse(429, Duration.ofSeconds(2))),
                create("create's answer truncated", new Fault.TruncateAnswer()),
                create("create's answer in an unknown state", new Fault.UnknownState("dreaming")),
                create("create answered by a redirect", new Fault.Redirect("http://127.0.0.1:9/")),
                new Trouble("answer lost and the list slow", Operation.CREATE_JOB, 1, new Fault.LoseAnswer(),
                        SLOW_LIST),
                later("lists fail", Operation.LIST_JOBS, 3, new Fault.Refuse(500, null)),
                later("reads answer 404 for a while", Operation.READ_JOB, 3, new Fault.Refuse(404, null)),
                later("reads are dropped", Operation.READ_JOB, 3, new Fault.DropRequest()),
                later("reads are truncated", Operation.READ_JOB, 2, new Fault.TruncateAnswer()),
                later("reads speak of an unknown state", Operation.READ_JOB, 2, new Fault.UnknownState("musing")));
    }

    @Override
    public String toString() {
        return name;
    }
}
