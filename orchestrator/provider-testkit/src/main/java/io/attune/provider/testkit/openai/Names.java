package io.attune.provider.testkit.openai;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Mints the dialect's identifiers and tells its time. Thread-safe. */
final class Names {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;

    private final InstantSource clock;
    private final RandomGenerator random;

    Names(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized String next(String prefix) {
        StringBuilder name = new StringBuilder(prefix).append('-');
        for (int i = 0; i < LENGTH; i++) {
            name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return name.toString();
    }

    synchronized int nextSeed() {
        return random.nextInt(Integer.MAX_VALUE);
    }

    /** Seconds since 1970, the dialect's unit. */
    long now() {
        return clock.instant().getEpochSecond();
    }

    long nowMillis() {
        return clock.millis();
    }
}
