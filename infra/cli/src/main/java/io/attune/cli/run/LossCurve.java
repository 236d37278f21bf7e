package io.attune.cli.run;

import java.util.ArrayList;
import java.util.List;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.LineChart;
import io.attune.cli.terminal.LineChart.Point;
import io.attune.cli.terminal.Style;
import tools.jackson.databind.JsonNode;

/** The losses of a training as they come in. Not thread-safe. */
final class LossCurve {
    private static final int HEIGHT = 9;
    private static final int WIDTH_MAX = 90;

    private final List<Point> train = new ArrayList<>();
    private final List<Point> validation = new ArrayList<>();
    private int lastStep;
    private double totalSteps;

    /** Adds further metric points, oldest first. */
    void add(List<JsonNode> points) {
        for (JsonNode point : points) {
            int step = (int) Json.whole(point, "/step");
            double value = Json.number(point, "/value");
            lastStep = Math.max(lastStep, step);
            switch (Json.text(point, "/name")) {
                case "train_loss" -> train.add(new Point(step, value));
                case "valid_loss" -> validation.add(new Point(step, value));
                case "total_steps" -> totalSteps = value;
                default -> {
                    // accuracies are in the registry; the curve is of losses
                }
            }
        }
    }

    int lastStep() {
        return lastStep;
    }

    boolean isEmpty() {
        return train.isEmpty() && validation.isEmpty();
    }

    /** The chart's lines; nothing while there are no points. */
    List<String> render(Style style, int width) {
        return new LineChart().curve("training loss", train).curve("validation loss", validation).render(style,
                Math.min(WIDTH_MAX, width <= 0 ? WIDTH_MAX : width), HEIGHT, totalSteps);
    }
}
