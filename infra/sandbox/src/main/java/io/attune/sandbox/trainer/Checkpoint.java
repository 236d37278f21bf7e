package io.attune.sandbox.trainer;

import java.nio.file.Path;

import io.attune.kernel.Digest;

/**
 * The weights after an epoch. Both files are the trainer's: they are deleted once the listener has returned, so it must
 * copy or upload what it wants to keep.
 *
 * @param epoch epochs finished, at least 1
 * @param step steps finished
 * @param weights safetensors file that can serve as {@link ModelSource.Weights}
 * @param digest of the weights file
 * @param optimizerState safetensors file with what resuming needs besides the weights; roughly twice their size
 */
public record Checkpoint(int epoch, int step, Path weights, Digest digest, Path optimizerState) {
}
