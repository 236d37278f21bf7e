package io.attune.orchestrator.stage;

import java.util.List;

import io.attune.orchestrator.run.Run;
import io.attune.provider.MetricPoint;

/** Where the losses of a training are shown as they come. */
interface LossLog {
    LossLog NONE = (run, points) -> {
    };

    /** Points that were said before may be among them. */
    void log(Run run, List<MetricPoint> points);
}
