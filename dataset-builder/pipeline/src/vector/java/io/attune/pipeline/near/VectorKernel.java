package io.attune.pipeline.near;

import java.util.Arrays;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API, with the positions of the signature, the factors and the summands of four vectors held in registers
 * while all shingles pass. Compiled apart from everything else and loaded by name only where the module
 * {@code jdk.incubator.vector} is present, so that nobody has to add it.
 */
final class VectorKernel implements SignatureKernel {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int[] FACTORS = Permutations.factors();
    private static final int[] SUMMANDS = Permutations.summands();

    VectorKernel() {
        if (PERMUTATIONS % (4 * LANES) != 0) {
            throw new UnsupportedOperationException("Four vectors of " + LANES + " ints are longer than a signature");
        }
    }

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public void sign(long[] shingles, int count, int[] signature) {
        Arrays.fill(signature, 0, PERMUTATIONS, Integer.MAX_VALUE);
        for (int p = 0; p < PERMUTATIONS; p += 4 * LANES) {
            four(shingles, count, signature, p);
        }
    }

    private static void four(long[] shingles, int count, int[] signature, int p) {
        IntVector a = IntVector.fromArray(SPECIES, FACTORS, p);
        IntVector b = IntVector.fromArray(SPECIES, FACTORS, p + LANES);
        IntVector c = IntVector.fromArray(SPECIES, FACTORS, p + 2 * LANES);
        IntVector d = IntVector.fromArray(SPECIES, FACTORS, p + 3 * LANES);
        IntVector e = IntVector.fromArray(SPECIES, SUMMANDS, p);
        IntVector f = IntVector.fromArray(SPECIES, SUMMANDS, p + LANES);
        IntVector g = IntVector.fromArray(SPECIES, SUMMANDS, p + 2 * LANES);
        IntVector h = IntVector.fromArray(SPECIES, SUMMANDS, p + 3 * LANES);
        IntVector first = IntVector.broadcast(SPECIES, Integer.MAX_VALUE);
        IntVector second = first;
        IntVector third = first;
        IntVector fourth = first;
        for (int i = 0; i < count; i++) {
            IntVector x = IntVector.broadcast(SPECIES, Permutations.input(shingles[i]));
            first = first.min(a.mul(x).add(e));
            second = second.min(b.mul(x).add(f));
            third = third.min(c.mul(x).add(g));
            fourth = fourth.min(d.mul(x).add(h));
        }
        first.intoArray(signature, p);
        second.intoArray(signature, p + LANES);
        third.intoArray(signature, p + 2 * LANES);
        fourth.intoArray(signature, p + 3 * LANES);
    }
}
