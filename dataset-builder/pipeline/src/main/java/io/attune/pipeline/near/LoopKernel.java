package io.attune.pipeline.near;

import java.util.Arrays;

/**
 * Plain loops in the form that HotSpot's C2 turns into vector instructions: the permutations are the inner loop, over
 * arrays of ints, and eight shingles go through it at once, so that a position is loaded and stored once for eight.
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
        for (; i + 8 <= count; i += 8) {
            eight(shingles, i, signature);
        }
        for (; i < count; i++) {
            one(Permutations.input(shingles[i]), signature);
        }
    }

    private static void eight(long[] shingles, int at, int[] signature) {
        int s = Permutations.input(shingles[at]);
        int t = Permutations.input(shingles[at + 1]);
        int u = Permutations.input(shingles[at + 2]);
        int v = Permutations.input(shingles[at + 3]);
        int w = Permutations.input(shingles[at + 4]);
        int x = Permutations.input(shingles[at + 5]);
        int y = Permutations.input(shingles[at + 6]);
        int z = Permutations.input(shingles[at + 7]);
        int[] factors = FACTORS;
        int[] summands = SUMMANDS;
        for (int p = 0; p < PERMUTATIONS; p++) {
            int a = factors[p];
            int b = summands[p];
            int left = Math.min(Math.min(a * s + b, a * t + b), Math.min(a * u + b, a * v + b));
            int right = Math.min(Math.min(a * w + b, a * x + b), Math.min(a * y + b, a * z + b));
            signature[p] = Math.min(signature[p], Math.min(left, right));
        }
    }

    private static void one(int x, int[] signature) {
        int[] factors = FACTORS;
        int[] summands = SUMMANDS;
        for (int p = 0; p < PERMUTATIONS; p++) {
            signature[p] = Math.min(signature[p], factors[p] * x + summands[p]);
        }
    }
}
