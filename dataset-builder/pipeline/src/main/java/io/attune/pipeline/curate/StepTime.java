package io.attune.pipeline.curate;

/**
 * What a step cost in one build. It says nothing about the dataset and is in no digest.
 *
 * @param step as the funnel names it, or {@code split} or {@code count-tokens}
 * @param records how many it was timed on; after a restart only those of the process that finished
 * @param nanos spent, summed over the threads that worked at once
 */
public record StepTime(String step, long records, long nanos) {

    /** Records a second and thread, or 0 when nothing was timed. */
    public double recordsPerSecond() {
        return nanos == 0 ? 0 : records * 1e9 / nanos;
    }
}
