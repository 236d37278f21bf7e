package io.attune.pipeline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Counts by a {@code tokenizer.json} of Hugging Face's format, with its own native library and nothing from the network.
 * Loaded when the first text is counted. Special tokens are not added; neither padded nor cut. Thread-safe.
 */
final class TokenizerFile implements TokenCounter {
    private final byte[] json;
    private final String version;
    private @Nullable HuggingFaceTokenizer loaded;

    TokenizerFile(byte[] json) {
        this.json = json.clone();
        this.version = "tokenizer.json/" + Digest.of(json).shortForm() + "/tokenizers-0.38.0";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public int count(String text) {
        return text.isEmpty() ? 0 : tokenizer().encode(text, false, false).getIds().length;
    }

    private synchronized HuggingFaceTokenizer tokenizer() {
        HuggingFaceTokenizer ready = loaded;
        if (ready == null) {
            ready = load();
            loaded = ready;
        }
        return ready;
    }

    /** @throws InvalidInputException when it is no tokenizer */
    private HuggingFaceTokenizer load() {
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), Map.of("padding", "false",
                    "truncation", "false"));
        } catch (IOException | RuntimeException e) {
            Problems problems = new Problems();
            problems.add(new Problem("/", "the file is no tokenizer.json that can be loaded",
                    "Take the tokenizer.json that the model's publisher ships."));
            problems.throwIfAny("The tokenizer");
            throw new IllegalStateException("A tokenizer that cannot be loaded was not refused", e);
        }
    }
}
