package io.attune.sandbox.trainer.wire;

/**
 * A numbered message.
 *
 * @param number chosen by the parent, the same in a call and its answers
 * @param content the call or answer
 */
public record Frame<T>(long number, T content) {
}
