package io.attune.sandbox.trainer;

import java.nio.file.Path;

import io.attune.kernel.Digest;

/**
 * The base model, ready for use.
 *
 * @param digest of what determines it: corpus, configuration and trainer version
 * @param weights its safetensors file
 * @param tokenizer its {@code tokenizer.json}, in the format of Hugging Face's tokenizers library
 * @param parameterCount number of trained numbers
 * @param vocabularySize number of distinct tokens
 * @param contextLength the most tokens a conversation and its answer may have together
 */
public record BaseModel(Digest digest, Path weights, Path tokenizer, long parameterCount, int vocabularySize,
        int contextLength) {
}
