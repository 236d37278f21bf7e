package io.attune.provider;

import java.util.List;

/** Ability: a job reports how the training goes while it runs. */
public interface TrainingProgress {

    /**
     * Everything the job has reported since {@code afterStep}, in order of steps.
     *
     * @param afterStep the last step already known, 0 for none
     */
    List<MetricPoint> metrics(ProviderJobId job, int afterStep);

    /** The checkpoints the provider holds now, oldest first. */
    List<TrainingCheckpoint> checkpoints(ProviderJobId job);
}
