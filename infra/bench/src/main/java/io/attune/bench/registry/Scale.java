package io.attune.bench.registry;

/**
 * How much the registry holds.
 *
 * @param models from 2
 * @param versions of all of them
 * @param ofOne of these belong to the first model, and were learned from one document
 * @param runs that have metrics
 * @param steps points of each of a run's {@value #KEYS} metrics
 */
record Scale(int models, int versions, int ofOne, int runs, int steps) {
    static final int KEYS = 4;
    static final Scale WHOLE = new Scale(4_000, 200_000, 10_000, 1_000, 2_500);
    static final Scale SMALL = new Scale(200, 5_000, 1_000, 20, 2_500);

    long points() {
        return (long) runs * steps * KEYS;
    }

    /** How many versions each of the other models has at least. */
    int ofOthers() {
        return (versions - ofOne) / (models - 1);
    }

    String model(int number) {
        return String.format(java.util.Locale.ROOT, "model-%05d", number);
    }
}
