package io.attune.pipeline.generate.text;

import java.util.List;

/**
 * A stream of random numbers that is a function of what it was made from: SplitMix64 (Steele, Lea and Flood, "Fast
 * splittable pseudorandom number generators", OOPSLA 2014). Not for secrets that protect anything. Not thread-safe.
 */
public final class Chance {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Chance(long state) {
        this.state = state;
    }

    /**
     * The stream of one purpose for one thing.
     *
     * @param seed of the whole generation
     * @param stream which purpose; streams are independent of each other
     * @param number which thing, such as a record's number
     */
    public static Chance of(long seed, long stream, long number) {
        return new Chance(mix(mix(mix(seed + GAMMA) ^ stream * 0xD1B54A32D192ED03L) + number * GAMMA));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /** Any 64 bits. */
    public long bits() {
        state += GAMMA;
        return mix(state);
    }

    /** A whole number from 0 to below the bound, which is positive. */
    public int below(int bound) {
        return (int) Math.unsignedMultiplyHigh(bits(), bound);
    }

    /** A whole number from the first to the last, both included. */
    public int between(int first, int last) {
        return first + below(last - first + 1);
    }

    /** A number from 0 to below 1. */
    public double unit() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** True with a probability. */
    public boolean happens(double probability) {
        return unit() < probability;
    }

    /** One of several, each as likely as the others. */
    @SafeVarargs
    public final <T> T pick(T... several) {
        return several[below(several.length)];
    }

    /** One of several, each as likely as the others. */
    public <T> T pick(List<T> several) {
        return several.get(below(several.size()));
    }

    /** A text of so many characters of an alphabet. */
    public String letters(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(below(alphabet.length())));
        }
        return text.toString();
    }

    /** So many decimal digits; the first may be 0. */
    public String digits(int length) {
        return letters("0123456789", length);
    }
}
