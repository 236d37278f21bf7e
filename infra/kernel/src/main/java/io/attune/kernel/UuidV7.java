package io.attune.kernel;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then a 12-bit counter that keeps
 * identifiers made within one millisecond in order, then 62 random bits. Thread-safe.
 */
public final class UuidV7 {
    private static final int COUNTER_MAX = 0xFFF;

    private final InstantSource clock;
    private final RandomGenerator random;
    private long lastMillis;
    private int counter;

    public UuidV7(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** When one was made, in milliseconds since 1970 (RFC 9562, section 5.7). */
    public static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    /** Returns an identifier greater than every one this instance returned before. */
    public synchronized UUID next() {
        long now = clock.millis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = 0;
        } else if (++counter > COUNTER_MAX) {
            lastMillis++;
            counter = 0;
        }
        long most = lastMillis << 16 | 0x7000L | counter;
        long least = 0x8000_0000_0000_0000L | (random.nextLong() >>> 2);
        return new UUID(most, least);
    }
}
