package io.attune.pipeline.near;

/**
 * The fixed permutations of the 32-bit numbers, h(x) = a·x + b mod 2³² with odd a. Drawn once and for all by SplitMix64
 * (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014) from a fixed seed.
 */
final class Permutations {
    private static final long SEED = 0x41_74_74_75_6E_65L;
    private static final int[] FACTORS = new int[SignatureKernel.PERMUTATIONS];
    private static final int[] SUMMANDS = new int[SignatureKernel.PERMUTATIONS];

    static {
        long state = SEED;
        for (int p = 0; p < SignatureKernel.PERMUTATIONS; p++) {
            state += 0x9E3779B97F4A7C15L;
            long drawn = mix(state);
            FACTORS[p] = (int) drawn | 1;
            SUMMANDS[p] = (int) (drawn >>> 32);
        }
    }

    private Permutations() {}

    static int[] factors() {
        return FACTORS.clone();
    }

    static int[] summands() {
        return SUMMANDS.clone();
    }

    /** The 32 bits of a shingle that are permuted. */
    static int input(long shingle) {
        return (int) shingle;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
