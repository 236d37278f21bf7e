package io.attune.pipeline.generate;

import io.attune.pipeline.generate.text.Chance;

/**
 * A shuffling of the numbers below a count that is known at every place without being stored: four rounds of a balanced
 * Feistel network, walked until the result is below the count (Black and Rogaway, "Ciphers with arbitrary finite domains",
 * CT-RSA 2002). It tells of each record what is planted in it, gives every record that needs one a twin of its own, and
 * makes rates exact.
 */
final class Deal {
    private static final int ROUNDS = 4;
    private static final long STREAM = 101;

    private final long count;
    private final int half;
    private final long mask;
    private final long seed;

    Deal(long seed, long count) {
        this.seed = seed;
        this.count = count;
        int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(Math.max(1, count - 1)));
        this.half = (bits + 1) / 2;
        this.mask = (1L << half) - 1;
    }

    /** Where a number stands in the shuffled order. */
    long placeOf(long number) {
        long place = number;
        do {
            place = forward(place);
        } while (place >= count);
        return place;
    }

    /** Which number stands at a place: the inverse of {@link #placeOf}. */
    long numberAt(long place) {
        if (place < 0 || place >= count) {
            throw new IndexOutOfBoundsException("Place " + place + " of " + count);
        }
        long number = place;
        do {
            number = backward(number);
        } while (number >= count);
        return number;
    }

    private long forward(long value) {
        long left = value >>> half;
        long right = value & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ scramble(round, right);
            left = right;
            right = next;
        }
        return (left << half) | right;
    }

    private long backward(long value) {
        long left = value >>> half;
        long right = value & mask;
        for (int round = ROUNDS - 1; round >= 0; round--) {
            long next = right ^ scramble(round, left);
            right = left;
            left = next;
        }
        return (left << half) | right;
    }

    private long scramble(int round, long value) {
        return Chance.of(seed, STREAM + round, value).bits() & mask;
    }
}
