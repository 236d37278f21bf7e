package io.attune.adapter.command;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import io.attune.provider.MetricPoint;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads {@code metrics.jsonl}: each line an object with {@code step} and measured values. */
final class Metrics {
    private static final List<String> NAMES = List.of("total_steps", "train_loss", "train_mean_token_accuracy",
            "valid_loss", "valid_mean_token_accuracy", "full_valid_loss", "full_valid_mean_token_accuracy");

    private Metrics() {}

    /** The points after a step, in order of steps; what is told twice (after a restart) counts as told last. */
    static List<MetricPoint> read(List<String> lines, int afterStep) {
        TreeMap<Integer, @Nullable Double[]> steps = new TreeMap<>();
        for (String line : lines) {
            try {
                JsonNode said = Json.MAPPER.readTree(line);
                int step = said.path("step").asInt(0);
                if (step > Math.max(0, afterStep)) {
                    take(said, steps.computeIfAbsent(step, s -> new @Nullable Double[NAMES.size()]));
                }
            } catch (JacksonException e) {
                // a line that is being written, or a trainer's own words
            }
        }
        List<MetricPoint> points = new ArrayList<>();
        steps.forEach((step, values) -> {
            for (int i = 0; i < values.length; i++) {
                Double value = values[i];
                if (value != null) {
                    points.add(new MetricPoint(step, NAMES.get(i), value));
                }
            }
        });
        return points;
    }

    private static void take(JsonNode said, @Nullable Double[] values) {
        for (int i = 0; i < values.length; i++) {
            JsonNode value = said.path(NAMES.get(i));
            if (value.isNumber() && Double.isFinite(value.doubleValue())) {
                values[i] = value.doubleValue();
            }
        }
    }
}
