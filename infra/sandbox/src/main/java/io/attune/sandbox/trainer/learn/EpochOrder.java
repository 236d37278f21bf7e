package io.attune.sandbox.trainer.learn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import io.attune.sandbox.trainer.text.TokenSequence;

/**
 * The order in which an epoch takes its examples: a function of (seed, epoch) alone, so that a resumed training goes on
 * exactly where it stopped. Within windows of shuffled examples those of similar length share a batch, which leaves
 * little padding.
 */
final class EpochOrder {

    private static final int BATCHES_IN_WINDOW = 16;

    private EpochOrder() {}

    /** All examples, each in one batch; only batches at a window's end may be smaller than {@code batchSize}. */
    static List<List<TokenSequence>> batches(List<TokenSequence> examples, int batchSize, long seed, int epoch) {
        // java.util.Random's sequence is part of its specification, so the order is the same on every Java.
        Random random = new Random(seed * 1_000_003L + epoch);
        List<TokenSequence> shuffled = new ArrayList<>(examples);
        Collections.shuffle(shuffled, random);
        List<List<TokenSequence>> batches = new ArrayList<>();
        for (List<TokenSequence> window : chunks(shuffled, batchSize * BATCHES_IN_WINDOW)) {
            List<TokenSequence> byLength = new ArrayList<>(window);
            byLength.sort(Comparator.comparingInt(TokenSequence::length));
            batches.addAll(chunks(byLength, batchSize));
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    /** How many batches an epoch has. */
    static int batchCount(int examples, int batchSize) {
        return Math.ceilDiv(examples, batchSize);
    }

    private static List<List<TokenSequence>> chunks(List<TokenSequence> all, int size) {
        List<List<TokenSequence>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(List.copyOf(all.subList(from, Math.min(all.size(), from + size))));
        }
        return chunks;
    }
}
