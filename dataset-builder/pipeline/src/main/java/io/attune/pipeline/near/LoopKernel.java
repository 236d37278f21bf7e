package io.attune.pipeline.near;

import java.util.Arrays;

/**
 * Plain loops in the form that HotSpot's C2 turns into vector instructions: the permutations are the inner loop, over
 * arrays of ints, and four shingles go through it at once, so that a position is loaded and stored once for four.
 */
final class LoopKernel implements SignatureKernel {
    private static final int[] FACTORS = Permutations.factors();
    private static final int[] SUMMANDS = Permutations.summands();

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public void sign(long[] shingles, int count, int[] signature) {
        Arrays.fill(signature, 0, PERMUTATIONS, Integer.MAX_VALUE);
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            four(Permutations.input(shingles[i]), Permutations.input(shingles[i + 1]),
                    Permutations.input(shingles[i + 2]), Permutations.input(shingles[i + 3]), signature);
        }
        for (; i < count; i++) {
            int x = Permutations.input(shingles[i]);
            four(x, x, x, x, signature);
        }
    }

    private static void four(int x, int y, int z, int w, int[] signature) {
        int[] factors = FACTORS;
        int[] summands = SUMMANDS;
        for (int p = 0; p < PERMUTATIONS; p++) {
            int a = factors[p];
            int b = summands[p];
            int least = Math.min(Math.min(a * x + b, a * y + b), Math.min(a * z + b, a * w + b));
            signature[p] = Math.min(signature[p], least);
        }
    }
}
