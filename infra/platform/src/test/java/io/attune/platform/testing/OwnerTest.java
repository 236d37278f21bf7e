package io.attune.platform.testing;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OwnerTest {
    private final Owner self = Owner.current();

    @Test
    void what_is_written_on_a_container_is_read_back() {
        assertThat(Owner.parse(self.toString())).contains(self);
    }

    @Test
    void a_label_of_another_form_has_no_owner() {
        assertThat(Owner.parse("somebody")).isEmpty();
    }

    @Test
    void a_living_process_is_not_gone() {
        assertThat(self.isGone()).isFalse();
    }

    @Test
    void a_process_that_only_has_the_number_of_the_owner_is_not_the_owner() {
        assertThat(new Owner(self.host(), self.pid(), self.started().minus(Duration.ofDays(1))).isGone()).isTrue();
    }

    @Test
    void a_process_of_another_machine_is_never_judged() {
        assertThat(new Owner("elsewhere.invalid", Long.MAX_VALUE, self.started()).isGone()).isFalse();
    }
}
