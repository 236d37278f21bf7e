package io.attune.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that all nodes share: the database's, as far as this node knows it. Claims, deadlines and due times of one node are
 * judged by others, so a node whose own clock is wrong must not act by it. The difference is measured by the middle of a
 * question to the database, and again from time to time; between two measurements this node's clock goes on. Thread-safe.
 */
public final class SharedClock implements InstantSource {
    /** A clock further off than this is told of. */
    static final Duration WORTH_TELLING = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(SharedClock.class);

    private final InstantSource own;
    private final InstantSource shared;
    private volatile Duration ahead = Duration.ZERO;

    /**
     * @param own this node's clock
     * @param shared asks for the time that all share; slow, and may fail
     */
    public SharedClock(InstantSource own, InstantSource shared) {
        this.own = own;
        this.shared = shared;
    }

    /** How far this node's own clock was ahead of the shared time when it was last measured; negative when behind. */
    public Duration ahead() {
        return ahead;
    }

    /**
     * Measures the difference.
     *
     * @throws RuntimeException when the shared time cannot be asked for; the difference known before stands
     */
    public void measure() {
        Instant asked = own.instant();
        Instant told = shared.instant();
        Duration half = Duration.between(asked, own.instant()).dividedBy(2);
        Duration now = Duration.between(told, asked.plus(half));
        if (now.minus(ahead).abs().compareTo(WORTH_TELLING) > 0) {
            log.warn(
                    "This machine's clock is {} s {} the database's; the database's time is used. Set it right, with NTP"
                            + " for instance.", Math.abs(now.toMillis()) / 1000.0, now.isNegative()
                                    ? "behind"
                                    : "ahead of");
        }
        ahead = now;
    }

    @Override
    public Instant instant() {
        return own.instant().minus(ahead);
    }
}
