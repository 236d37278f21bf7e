package io.attune.pipeline.step;

import io.attune.pipeline.TokenCounter;

/**
 * What steps share.
 *
 * @param seed decides wherever a step has to choose
 */
public record StepContext(TokenCounter tokens, long seed) {
}
