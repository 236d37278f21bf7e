package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

import io.attune.orchestrator.run.RunProperties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PollPaceTest {
    private static final RunProperties FIVE_A_SECOND = new RunProperties(1, 1, Duration.ofMillis(100),
            Duration.ofSeconds(4),
            Duration.ofSeconds(20), 5, Duration.ofSeconds(20));

    private Instant now = Instant.parse("2026-03-01T10:00:00Z");
    private final ScriptedProvider provider = new ScriptedProvider();
    private final PollPace pace = new PollPace(provider.connections(() -> now), FIVE_A_SECOND, () -> now);

    @Test
    void a_single_job_is_read_again_soon() {
        assertThat(pace.pause("trainer")).isEqualTo(Duration.ofMillis(700));
        now = now.plusSeconds(60);
        assertThat(pace.pause("trainer")).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void many_jobs_at_once_take_turns() {
        Stream<Duration> pauses = Stream.generate(() -> pace.pause("trainer")).limit(100);
        assertThat(pauses.toList()).startsWith(Duration.ofMillis(700), Duration.ofMillis(900)).endsWith(
                Duration.ofMillis(700 + 99 * 200)).doesNotHaveDuplicates();
    }

    @Test
    void without_a_list_no_job_waits_longer_than_its_state_may_be_old() {
        assertThat(Stream.generate(() -> pace.pause("trainer")).limit(10_000)).allMatch(
                pause -> pause.compareTo(Duration.ofSeconds(45)) <= 0);
    }

    @Test
    void once_fewer_are_watched_they_are_read_often_again() {
        Stream.generate(() -> pace.pause("trainer")).limit(100).forEach(pause -> {
        });
        now = now.plusSeconds(30);
        assertThat(pace.pause("trainer")).isEqualTo(Duration.ofMillis(700));
    }
}
