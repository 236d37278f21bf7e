package io.attune.provider.testkit;

import java.util.List;

import io.attune.provider.MetricPoint;
import io.attune.provider.ProviderJob;
import io.attune.provider.TrainingCheckpoint;
import io.attune.provider.TrainingProgress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Losses and checkpoints arrive as they are measured. */
abstract class WatchingCases {
    abstract ExamRoom room();

    @Test
    void metrics_come_in_order_of_steps_and_resume_after_a_step() {
        TrainingProgress progress = room().ability(TrainingProgress.class);
        ProviderJob job = room().trained("key-1");

        List<MetricPoint> all = progress.metrics(job.id(), 0);

        assertThat(all).extracting(MetricPoint::step).isSorted().contains(1, ExamRoom.STEPS);
        assertThat(all).filteredOn(point -> point.name().equals("train_loss")).hasSize(ExamRoom.STEPS).allSatisfy(
                point -> assertThat(point.value()).isPositive());
        assertThat(progress.metrics(job.id(), 4)).containsExactlyElementsOf(
                all.stream().filter(point -> point.step() > 4).toList());
        assertThat(progress.metrics(job.id(), ExamRoom.STEPS)).isEmpty();
    }

    @Test
    void checkpoints_come_oldest_first_and_can_be_asked() {
        TrainingProgress progress = room().ability(TrainingProgress.class);
        ProviderJob job = room().trained("key-1");

        List<TrainingCheckpoint> checkpoints = progress.checkpoints(job.id());

        assertThat(checkpoints).extracting(TrainingCheckpoint::step).containsExactly(ExamRoom.STEPS_PER_EPOCH,
                ExamRoom.STEPS);
        assertThat(room().chat(checkpoints.getFirst().model()).text()).isNotBlank();
    }
}
