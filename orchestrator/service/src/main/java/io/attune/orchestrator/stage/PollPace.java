package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

import io.attune.orchestrator.run.RunProperties;
import io.attune.orchestrator.run.RunStore;
import io.attune.provider.Connections;
import io.attune.provider.JobListing;
import org.springframework.stereotype.Component;

/**
 * How long to wait before a job is read again by itself: shortly while few are watched, longer the more there are, so that a
 * connection is never asked more often than it may be. States do not wait for that: {@link JobSweep} reads them from lists.
 */
@Component
class PollPace {
    private static final Duration PAUSE_MIN = Duration.ofMillis(700);
    /** Where a list tells the states too, a job's own page only adds its losses. */
    private static final Duration PAUSE_MAX_LISTED = Duration.ofMinutes(10);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(45);
    private static final Duration COUNT_STANDS = Duration.ofSeconds(5);

    private final RunStore store;
    private final Connections connections;
    private final int perSecond;
    private final InstantSource clock;
    private volatile Count count = new Count(Instant.MIN, Map.of());

    /** How many jobs were watched where, at a moment. */
    private record Count(Instant at, Map<String, Integer> watched) {}

    PollPace(RunStore store, Connections connections, RunProperties settings, InstantSource clock) {
        this.store = store;
        this.connections = connections;
        this.perSecond = settings.pollsPerSecond();
        this.clock = clock;
    }

    Duration pause(String connection) {
        int watched = watched().getOrDefault(connection, 1);
        Duration even = Duration.ofMillis(1000L * watched / perSecond);
        Duration longest = connections.provider(connection).ability(JobListing.class).isPresent()
                ? PAUSE_MAX_LISTED
                : PAUSE_MAX;
        return even.compareTo(PAUSE_MIN) < 0 ? PAUSE_MIN : even.compareTo(longest) > 0 ? longest : even;
    }

    private Map<String, Integer> watched() {
        Count known = count;
        Instant now = clock.instant();
        if (known.at().isBefore(now.minus(COUNT_STANDS))) {
            known = new Count(now, store.watched());
            count = known;
        }
        return known.watched();
    }
}
