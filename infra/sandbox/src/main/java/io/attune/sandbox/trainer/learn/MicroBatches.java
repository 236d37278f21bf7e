package io.attune.sandbox.trainer.learn;

import java.util.ArrayList;
import java.util.List;

import io.attune.sandbox.trainer.text.TokenSequence;

/** Cuts a batch into parts that are computed one after the other, so that memory does not grow with the batch size. */
final class MicroBatches {

    /** Tokens, padding included, that are computed at once. */
    private static final int TOKENS_AT_ONCE = 2048;

    private MicroBatches() {}

    static List<PaddedBatch> of(List<TokenSequence> batch) {
        List<PaddedBatch> parts = new ArrayList<>();
        List<TokenSequence> part = new ArrayList<>();
        int longest = 0;
        for (TokenSequence sequence : batch) {
            int width = Math.max(longest, sequence.length());
            if (!part.isEmpty() && width * (part.size() + 1) > TOKENS_AT_ONCE) {
                parts.add(PaddedBatch.of(part));
                part.clear();
                width = sequence.length();
            }
            part.add(sequence);
            longest = width;
        }
        if (!part.isEmpty()) {
            parts.add(PaddedBatch.of(part));
        }
        return parts;
    }
}
