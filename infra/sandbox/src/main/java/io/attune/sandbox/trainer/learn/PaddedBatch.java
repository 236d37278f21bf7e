package io.attune.sandbox.trainer.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.attune.sandbox.trainer.text.SpecialToken;
import io.attune.sandbox.trainer.text.TokenSequence;

/**
 * Sequences side by side, padded at their ends to the longest.
 *
 * @param rows number of sequences
 * @param columns tokens of the longest
 * @param tokens {@code rows * columns} token numbers, row by row
 * @param positions where, in {@code tokens}, a token stands whose successor is to be predicted
 * @param targets the successors, one per position
 */
// Compared by nobody; arrays because millions of numbers pass through.
@SuppressWarnings("ArrayRecordComponent")
record PaddedBatch(int rows, int columns, long[] tokens, long[] positions, long[] targets) {

    /** All learnt tokens of the sequences as targets. */
    static PaddedBatch of(List<TokenSequence> sequences) {
        int rows = sequences.size();
        int columns = sequences.stream().mapToInt(TokenSequence::length).max().orElseThrow();
        long[] tokens = new long[rows * columns];
        Arrays.fill(tokens, SpecialToken.PAD.id());
        IntStream.Builder positions = IntStream.builder();
        for (int row = 0; row < rows; row++) {
            TokenSequence sequence = sequences.get(row);
            for (int i = 0; i < sequence.length(); i++) {
                tokens[row * columns + i] = sequence.tokens()[i];
                if (i > 0 && sequence.learnt()[i]) {
                    positions.add(row * columns + i - 1);
                }
            }
        }
        long[] places = positions.build().asLongStream().toArray();
        long[] targets = Arrays.stream(places).map(place -> tokens[(int) place + 1]).toArray();
        return new PaddedBatch(rows, columns, tokens, places, targets);
    }

    /** Whether each token has a target, so that none needs to be picked out. */
    boolean isDense() {
        return positions.length == tokens.length;
    }
}
