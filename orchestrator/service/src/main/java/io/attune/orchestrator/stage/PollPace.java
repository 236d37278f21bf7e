package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.orchestrator.run.RunProperties;
import io.attune.provider.Connections;
import io.attune.provider.JobListing;
import org.springframework.stereotype.Component;

/**
 * How long to wait before a job is read again by itself: turns are given out one after the other, so that a node never asks
 * a connection more often than it may, however many jobs it watches. States do not wait for that: {@link JobSweep} reads
 * them from lists. Thread-safe.
 */
@Component
class PollPace {
    private static final Duration PAUSE_MIN = Duration.ofMillis(700);
    /** Where a list tells the states too, a job's own page only adds its losses. */
    private static final Duration PAUSE_MAX_LISTED = Duration.ofHours(1);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(45);

    private final Connections connections;
    private final Duration between;
    private final InstantSource clock;
    /** The last turn given out, by connection. */
    private final Map<String, Instant> turns = new ConcurrentHashMap<>();

    PollPace(Connections connections, RunProperties settings, InstantSource clock) {
        this.connections = connections;
        this.between = Duration.ofSeconds(1).dividedBy(settings.pollsPerSecond());
        this.clock = clock;
    }

    /** Takes the next turn at a connection, and says how long it is until then. */
    Duration pause(String connection) {
        Instant now = clock.instant();
        Instant latest = now.plus(connections.provider(connection).ability(JobListing.class).isPresent()
                ? PAUSE_MAX_LISTED
                : PAUSE_MAX);
        Instant turn = turns.merge(connection, now.plus(PAUSE_MIN), (last, soonest) -> earlier(latest, later(soonest,
                last.plus(between))));
        return Duration.between(now, turn);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
