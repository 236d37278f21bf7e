package io.attune.registry.mlflow.tracking;

import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.Keys;
import tools.jackson.databind.node.ObjectNode;

/**
 * A point of a metric.
 *
 * @param at milliseconds since 1970
 * @param step such as the number of the update
 */
record Metric(String key, double value, long at, long step) {

    static Metric read(Call call) {
        Double value = call.decimal("value");
        Long at = call.number("timestamp");
        Long step = call.number("step");
        if (value == null) {
            throw Call.missing("value");
        }
        if (at == null) {
            throw Call.missing("timestamp");
        }
        return new Metric(Keys.key("metric", call.required("key")), value, at, step == null ? 0 : step);
    }

    ObjectNode json() {
        return Json.put(Json.object().put("key", key), "value", value).put("timestamp", at).put("step", step);
    }
}
