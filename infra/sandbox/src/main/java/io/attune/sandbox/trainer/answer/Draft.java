package io.attune.sandbox.trainer.answer;

import java.util.Arrays;

import io.attune.sandbox.trainer.Completion;
import io.attune.sandbox.trainer.Completion.Finish;
import io.attune.sandbox.trainer.Sampling;
import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.SpecialToken;
import org.jspecify.annotations.Nullable;

/** An answer while it is being written, token by token. */
final class Draft {

    private final int[] prompt;
    private final Sampling sampling;
    private final BytePairTokenizer tokenizer;
    private final TokenPicker picker;
    private final int limit;
    private int[] written = new int[32];
    private int length;
    private @Nullable Completion completion;

    /** A draft that ends when prompt and answer fill {@code contextLength} tokens. */
    Draft(int[] prompt, Sampling sampling, BytePairTokenizer tokenizer, int contextLength) {
        this.prompt = prompt;
        this.sampling = sampling;
        this.tokenizer = tokenizer;
        this.picker = new TokenPicker(sampling);
        this.limit = Math.min(sampling.maxTokens(), contextLength - prompt.length);
    }

    int[] prompt() {
        return prompt;
    }

    /** The last token written. */
    int last() {
        return written[length - 1];
    }

    boolean isFinished() {
        return completion != null;
    }

    Completion completion() {
        Completion result = completion;
        if (result == null) {
            throw new IllegalStateException("The answer is not finished");
        }
        return result;
    }

    /** Writes the next token, chosen from {@code logits[from .. from + size)}. */
    void write(float[] logits, int from, int size) {
        int token = picker.pick(logits, from, size);
        if (token < SpecialToken.COUNT) {
            length++;
            finish(text(length - 1), Finish.STOP);
            return;
        }
        if (length == written.length) {
            written = Arrays.copyOf(written, 2 * length);
        }
        written[length++] = token;
        String stopped = stopped();
        if (stopped != null) {
            finish(stopped, Finish.STOP);
        } else if (length >= limit) {
            finish(text(length), Finish.LENGTH);
        }
    }

    private @Nullable String stopped() {
        if (sampling.stop().isEmpty()) {
            return null;
        }
        String text = text(length);
        int at = sampling.stop().stream().mapToInt(text::indexOf).filter(index -> index >= 0).min().orElse(-1);
        return at < 0 ? null : text.substring(0, at);
    }

    private String text(int tokens) {
        return tokenizer.decode(Arrays.copyOf(written, tokens));
    }

    private void finish(String text, Finish finish) {
        completion = new Completion(text, finish, prompt.length, length);
    }
}
