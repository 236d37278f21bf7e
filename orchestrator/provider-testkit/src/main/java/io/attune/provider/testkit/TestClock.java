package io.attune.provider.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. Thread-safe. */
public final class TestClock implements InstantSource {
    private Instant now;

    public TestClock(Instant start) {
        now = start;
    }

    /** Goes on by this much. */
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
