package io.attune.sandbox.trainer.learn;

import io.attune.sandbox.trainer.Hyperparameters;

/**
 * The settings of a training with nothing left open.
 *
 * @param epochs passes over the examples
 * @param batchSize examples per step
 * @param learningRateMultiplier factor on the trainer's own learning rate
 * @param stepsPerEpoch steps in each epoch
 */
record TrainingPlan(int epochs, int batchSize, double learningRateMultiplier, int stepsPerEpoch) {

    private static final int USUAL_EPOCHS = 3;
    private static final int FEWEST_EXAMPLES = 100;
    private static final int MOST_EPOCHS = 25;
    private static final int USUAL_BATCH = 16;
    private static final double PEAK_RATE = 2e-3;

    /** Fills what the caller left open: small files are read more often and in smaller batches. */
    static TrainingPlan of(Hyperparameters chosen, int examples) {
        int epochs = chosen.epochs() != null
                ? chosen.epochs()
                : USUAL_EPOCHS * examples >= FEWEST_EXAMPLES
                        ? USUAL_EPOCHS
                        : Math.clamp(FEWEST_EXAMPLES / examples, 1, MOST_EPOCHS);
        int batchSize = chosen.batchSize() != null ? chosen.batchSize() : Math.clamp(examples / 8, 1, USUAL_BATCH);
        double multiplier = chosen.learningRateMultiplier() != null ? chosen.learningRateMultiplier() : 1;
        return new TrainingPlan(epochs, batchSize, multiplier, EpochOrder.batchCount(examples, batchSize));
    }

    /** Steps in all epochs. */
    int totalSteps() {
        return epochs * stepsPerEpoch;
    }

    /**
     * The learning rate over the steps. Smaller batches take smaller steps, by the square root of their size (Malladi et
     * al. 2022, "On the SDEs and Scaling Rules for Adaptive Gradient Algorithms").
     */
    LearningRate learningRate() {
        double forBatch = Math.sqrt(Math.min(1, batchSize / (double) USUAL_BATCH));
        return LearningRate.over(totalSteps(), PEAK_RATE * forBatch * learningRateMultiplier);
    }

    /** Whether a step is followed by a measurement on a sample of the validation file: about twenty times in all. */
    boolean validatesAfter(int step) {
        return step % Math.max(1, totalSteps() / 20) == 0;
    }
}
