package io.attune.platform.testing;

import io.attune.platform.testing.ServersChoice.Docker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServersChoiceTest {
    private static final Docker READY = new Docker.Ready("Docker 1.2");
    private static final Docker ABSENT = new Docker.Unusable("no Docker engine answers");

    @Test
    void containers_are_taken_where_an_engine_has_the_images() {
        assertThat(ServersChoice.of(null, () -> READY).inWords("PostgreSQL 18")).isEqualTo(
                "containers (Docker 1.2, PostgreSQL 18)");
    }

    @Test
    void embedded_servers_are_taken_elsewhere_and_say_why() {
        assertThat(ServersChoice.of(null, () -> ABSENT).inWords("PostgreSQL 18")).isEqualTo(
                "embedded (no Docker engine answers; PostgreSQL 18)");
    }

    @Test
    void whoever_asks_for_embedded_servers_has_them_without_a_look_at_docker() {
        assertThat(ServersChoice.of("embedded", () -> {
            throw new AssertionError("looked");
        })).isInstanceOf(ServersChoice.Embedded.class);
    }

    @Test
    void containers_that_are_asked_for_and_cannot_be_had_are_an_error_with_the_next_step() {
        assertThatThrownBy(() -> ServersChoice.of("containers", () -> ABSENT)).hasMessageContaining(
                "no Docker engine answers").hasMessageContaining("infra/build/containers/build");
    }

    @Test
    void an_unknown_wish_is_refused_by_name() {
        assertThatThrownBy(() -> ServersChoice.of("cloud", () -> READY)).hasMessageContaining(
                "attune.test.servers=cloud");
    }
}
