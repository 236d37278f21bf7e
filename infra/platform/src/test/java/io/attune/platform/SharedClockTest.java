package io.attune.platform;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant own = NOON;
    private Instant shared = NOON;
    private Duration questionTakes = Duration.ZERO;
    private boolean away;

    private final SharedClock clock = new SharedClock(() -> own, () -> {
        if (away) {
            throw new IllegalStateException("the database is away");
        }
        own = own.plus(questionTakes);
        return shared;
    });

    @Test
    void a_node_an_hour_ahead_has_the_shared_time() {
        own = NOON.plus(Duration.ofHours(1));
        clock.measure();
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(clock.ahead()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_node_behind_goes_on_with_its_own_clock_between_two_measurements() {
        own = NOON.minusSeconds(90);
        clock.measure();
        own = own.plusSeconds(5);
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void the_time_a_question_takes_is_shared_between_its_two_ways() {
        questionTakes = Duration.ofMillis(200);
        clock.measure();
        assertThat(clock.ahead()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void while_the_database_is_away_the_difference_known_before_stands() {
        own = NOON.plusSeconds(7);
        clock.measure();
        away = true;
        assertThatThrownBy(clock::measure).hasMessageContaining("away");
        assertThat(clock.instant()).isEqualTo(NOON);
    }
}
