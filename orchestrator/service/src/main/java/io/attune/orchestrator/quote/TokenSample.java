package io.attune.orchestrator.quote;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * Estimates how many tokens a vendor will count in many texts, by letting it count every n-th of them.
 *
 * <p>What is estimated is the ratio of its counts to those of a tokenizer at hand, and that is applied to the sum that is
 * known (the ratio estimator; Cochran, Sampling Techniques, 1977, chapter 6): long and short texts fall into both sums, so
 * that little more than the difference of the vocabularies is left to chance. Pure and the same for the same texts.
 */
public final class TokenSample {
    private final List<Integer> known;
    private final int every;

    /**
     * @param known tokens of each text by the tokenizer at hand, in a fixed order
     * @param atMost about how many texts the vendor counts, from 1
     */
    public TokenSample(List<Integer> known, int atMost) {
        this.known = List.copyOf(known);
        this.every = Math.max(1, Math.ceilDiv(known.size(), atMost));
    }

    /** Whether the vendor counts them all, so that nothing is estimated. */
    public boolean isWhole() {
        return every == 1;
    }

    /**
     * The tokens of all texts.
     *
     * @param counted the vendor's count of a text by its place, or empty when it does not count
     * @return empty when it does not count, or there is no text
     */
    public OptionalLong estimate(IntFunction<OptionalLong> counted) {
        long theirs = 0;
        long ours = 0;
        for (int i = 0; i < known.size(); i += every) {
            OptionalLong count = counted.apply(i);
            if (count.isEmpty()) {
                return OptionalLong.empty();
            }
            theirs += count.getAsLong();
            ours += Math.max(1, known.get(i));
        }
        if (ours == 0) {
            return OptionalLong.empty();
        }
        long all = known.stream().mapToLong(tokens -> Math.max(1, tokens)).sum();
        return OptionalLong.of(Math.ceilDiv(Math.multiplyExact(theirs, all), ours));
    }
}
