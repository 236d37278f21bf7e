package io.attune.pipeline.step;

import java.util.Map;

import io.attune.pipeline.TokenCounter;

/**
 * What steps share.
 *
 * @param seed decides wherever a step has to choose
 * @param others versions of other datasets by the words with which steps name them
 */
public record StepContext(TokenCounter tokens, long seed, Map<String, OtherDataset> others) {
    public StepContext {
        others = Map.copyOf(others);
    }

    /** Without other datasets: enough to make steps, and to run those that name none. */
    public StepContext(TokenCounter tokens, long seed) {
        this(tokens, seed, Map.of());
    }
}
