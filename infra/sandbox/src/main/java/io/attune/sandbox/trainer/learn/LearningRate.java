package io.attune.sandbox.trainer.learn;

/**
 * A learning rate that rises in a straight line and falls along a cosine to a tenth of its peak (Loshchilov and Hutter
 * 2017, "SGDR").
 *
 * @param peak the highest rate
 * @param warmup steps until it is reached
 * @param total steps in all
 */
record LearningRate(double peak, int warmup, int total) {

    private static final double FLOOR = 0.1;

    /** The rate of a training with {@code total} steps, the first tenth of them, but at most 20, warming up. */
    static LearningRate over(int total, double peak) {
        return new LearningRate(peak, Math.clamp(total / 10, 1, 20), total);
    }

    /** The rate of a step, counted from 1. */
    double at(int step) {
        if (step < warmup) {
            return peak * step / warmup;
        }
        double progress = (step - warmup) / (double) Math.max(1, total - warmup);
        return peak * (FLOOR + (1 - FLOOR) * (1 + Math.cos(Math.PI * progress)) / 2);
    }
}
