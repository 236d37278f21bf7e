package io.attune.orchestrator.run;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How runs are dispatched.
 *
 * @param parallel how many runs this process curates, checks or evaluates at once
 * @param talks how many runs this process talks with providers for at once
 * @param poll how often due runs are looked for
 * @param lease how long a claim stands without renewal; after a kill a run waits this long
 * @param sendDeadline how long after the intent is stored a create may still be sent
 * @param pollsPerSecond how many jobs this process reads one by one at each connection, at most
 * @param sweep how old the state of a watched job may be before its connection's list is read
 */
@ConfigurationProperties("attune.runs")
public record RunProperties(@DefaultValue("4") int parallel, @DefaultValue("64") int talks,
        @DefaultValue("200ms") Duration poll, @DefaultValue("4s") Duration lease,
        @DefaultValue("20s") Duration sendDeadline, @DefaultValue("5") int pollsPerSecond,
        @DefaultValue("20s") Duration sweep) {
    public RunProperties {
        if (parallel < 1 || talks < 1 || poll.toMillis() < 10 || lease.toMillis() < 500
                || sendDeadline.toMillis() < 100 || pollsPerSecond < 1 || sweep.toMillis() < 1000) {
            throw new IllegalArgumentException("attune.runs: parallel and talks are at least 1, poll 10 ms, lease"
                    + " 500 ms, send-deadline 100 ms, polls-per-second 1 and sweep 1 s");
        }
    }
}
