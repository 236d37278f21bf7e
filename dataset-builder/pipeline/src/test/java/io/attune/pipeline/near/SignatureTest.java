package io.attune.pipeline.near;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import com.dynatrace.hash4j.similarity.ElementHashProvider;
import com.dynatrace.hash4j.similarity.SimilarityHashPolicy;
import com.dynatrace.hash4j.similarity.SimilarityHashing;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The share of positions in which two signatures agree is an estimate of the similarity. */
class SignatureTest {
    private static final int SIZE = 200;
    private static final int PAIRS = 400;

    @Test
    void signatures_agree_in_the_share_of_positions_that_the_similarity_says() {
        for (int common : new int[]{40, 100, 160, 180, 190}) {
            double exact = common / (2.0 * SIZE - common);
            double sum = 0;
            double squares = 0;
            Random random = new Random(common);
            for (int pair = 0; pair < PAIRS; pair++) {
                List<long[]> sets = sets(common, random);
                double estimate = agreeing(signature(sets.getFirst()), signature(sets.getLast()));
                sum += estimate;
                squares += (estimate - exact) * (estimate - exact);
            }
            double deviation = Math.sqrt(exact * (1 - exact) / SignatureKernel.PERMUTATIONS);
            assertThat(sum / PAIRS).as("mean at " + exact).isEqualTo(exact, within(4 * deviation / Math.sqrt(PAIRS)));
            assertThat(Math.sqrt(squares / PAIRS)).as("spread at " + exact).isEqualTo(deviation, within(0.2
                    * deviation));
        }
    }

    @Test
    void an_independent_implementation_estimates_the_same() {
        SimilarityHashPolicy other = SimilarityHashing.minHash(SignatureKernel.PERMUTATIONS, 32);
        Random random = new Random(1);
        double ours = 0;
        double theirs = 0;
        for (int pair = 0; pair < PAIRS; pair++) {
            List<long[]> sets = sets(160, random);
            ours += agreeing(signature(sets.getFirst()), signature(sets.getLast()));
            theirs += other.getFractionOfEqualComponents(hash4j(other, sets.getFirst()), hash4j(other,
                    sets.getLast()));
        }
        assertThat(ours / PAIRS).isEqualTo(theirs / PAIRS, within(0.01));
    }

    @Test
    void the_bands_find_what_they_promise() {
        assertThat(Banding.of(0.8)).isEqualTo(new Banding(21, 6));
        assertThat(Banding.of(0.8).probability(0.85)).isGreaterThan(0.9999);
        for (double similarity = 0.5; similarity <= 1; similarity += 0.01) {
            Banding banding = Banding.of(similarity);
            assertThat(banding.probability(similarity)).isGreaterThanOrEqualTo(0.998);
            assertThat(banding.bands() * banding.rows()).isLessThanOrEqualTo(SignatureKernel.PERMUTATIONS);
        }
    }

    @Test
    void signatures_are_the_same_in_every_process() {
        int[] signature = signature(new Shingler().set("The quick brown fox jumps over the lazy dog, twice a day."));
        assertThat(Arrays.hashCode(signature)).isEqualTo(-829200258);
    }

    /** Two random sets with so many common elements. */
    private static List<long[]> sets(int common, Random random) {
        long[] all = random.longs(2L * SIZE - common).toArray();
        return List.of(Arrays.copyOf(all, SIZE), Arrays.copyOfRange(all, SIZE - common, all.length));
    }

    private static byte[] hash4j(SimilarityHashPolicy policy, long[] set) {
        return policy.createHasher().compute(ElementHashProvider.ofValues(set));
    }

    private static int[] signature(long[] set) {
        int[] signature = new int[SignatureKernel.PERMUTATIONS];
        new LoopKernel().sign(set, set.length, signature);
        return signature;
    }

    private static double agreeing(int[] a, int[] b) {
        int same = 0;
        for (int p = 0; p < a.length; p++) {
            same += a[p] == b[p] ? 1 : 0;
        }
        return same / (double) a.length;
    }
}
