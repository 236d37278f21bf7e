package io.attune.registry.mlflow.tracking;

import io.attune.registry.mlflow.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run without what it logged; times are milliseconds since 1970.
 *
 * @param number by which its rows refer to it
 * @param status a word of {@link Status}
 */
record TrackedRun(long number, String id, long experiment, String name, String user, String status,
        @Nullable Long startedAt, @Nullable Long endedAt, String artifactUri, boolean active) {

    /** Where a run stands. */
    enum Status {
        RUNNING,
        SCHEDULED,
        FINISHED,
        FAILED,
        KILLED
    }

    ObjectNode info() {
        ObjectNode info = Json.object().put("run_id", id).put("run_uuid", id).put("run_name", name).put("experiment_id",
                Long.toString(experiment)).put("user_id", user).put("status", status).put("artifact_uri",
                        artifactUri).put("lifecycle_stage", active ? "active" : "deleted");
        return Json.put(Json.put(info, "start_time", startedAt), "end_time", endedAt);
    }
}
