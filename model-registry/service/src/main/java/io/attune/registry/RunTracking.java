package io.attune.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/** The platform's own runs as tracking clients see them, under their own identifiers. Everything may be said again. */
public interface RunTracking {

    /** Shows how a run stands. What was said of its parameters and inputs before stays; status and tags are replaced. */
    void record(Tracked run);

    /** Adds points of metrics, each of a step once; of a run that is not shown yet nothing is kept. */
    void log(ProjectId project, RunId run, List<Point> points);

    /**
     * A run.
     *
     * @param experiment the recipe's name
     * @param startedBy a caller's name, or {@code schedule}
     * @param endedAt null while it goes on
     * @param params hyper-parameters and what else it was begun with
     * @param dataset what it trains on, or null while that is not known
     */
    record Tracked(ProjectId project, RunId run, String experiment, String startedBy, Status status, Instant startedAt,
            @Nullable Instant endedAt, Map<String, String> params, Map<String, String> tags,
            @Nullable Dataset dataset) {
    }

    /** How a run stands. */
    enum Status {
        RUNNING,
        FINISHED,
        FAILED,
        /** By a person's wish. */
        KILLED
    }

    /** A dataset version by name, number and digest. */
    record Dataset(VersionRef version, String digest) {
    }

    /** A metric's value at a step. */
    record Point(String metric, int step, double value) {
    }
}
