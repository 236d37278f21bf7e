package io.attune.adapter.openai;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.attune.provider.MetricPoint;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TrainingCheckpoint;
import io.attune.provider.TrainingProgress;
import tools.jackson.databind.JsonNode;

/** Reads what a job reports while it runs. */
final class Progress implements TrainingProgress {
    private static final List<String> NAMES = List.of("total_steps", "train_loss", "train_mean_token_accuracy",
            "valid_loss", "valid_mean_token_accuracy", "full_valid_loss", "full_valid_mean_token_accuracy");

    private final Pages pages;

    Progress(Pages pages) {
        this.pages = pages;
    }

    @Override
    public List<MetricPoint> metrics(ProviderJobId job, int afterStep) {
        List<MetricPoint> points = new ArrayList<>();
        pages.read("reading a job's events", "fine_tuning/jobs/" + Transport.encode(job.value()) + "/events", "",
                page -> addAll(page, afterStep, points));
        points.sort(Comparator.comparingInt(MetricPoint::step).thenComparingInt(p -> NAMES.indexOf(p.name())));
        return points;
    }

    /** Whether older pages may hold something new: events come newest first. */
    private static boolean addAll(List<JsonNode> page, int afterStep, List<MetricPoint> points) {
        int newest = 0;
        int oldest = Integer.MAX_VALUE;
        for (JsonNode event : page) {
            JsonNode data = event.path("data");
            int step = data.path("step").asInt(0);
            if (step < 1) {
                continue;
            }
            newest = newest == 0 ? step : newest;
            oldest = step;
            for (String name : NAMES) {
                if (step > afterStep && data.path(name).isNumber()) {
                    points.add(new MetricPoint(step, name, data.path(name).doubleValue()));
                }
            }
        }
        boolean newestFirst = newest > oldest;
        return !newestFirst || oldest > afterStep;
    }

    @Override
    public List<TrainingCheckpoint> checkpoints(ProviderJobId job) {
        List<TrainingCheckpoint> found = new ArrayList<>();
        pages.read("reading a job's checkpoints",
                "fine_tuning/jobs/" + Transport.encode(job.value()) + "/checkpoints", "", page -> {
                    for (JsonNode checkpoint : page) {
                        String id = checkpoint.path("id").stringValue("");
                        String model = checkpoint.path("fine_tuned_model_checkpoint").stringValue("");
                        if (!id.isBlank() && !model.isBlank()) {
                            found.add(new TrainingCheckpoint(id, checkpoint.path("step_number").asInt(0),
                                    new ProviderModelId(model)));
                        }
                    }
                    return true;
                });
        found.sort(Comparator.comparingInt(TrainingCheckpoint::step));
        return found;
    }
}
