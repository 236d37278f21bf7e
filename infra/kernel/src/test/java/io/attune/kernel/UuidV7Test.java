package io.attune.kernel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UuidV7Test {
    private static final InstantSource STANDING = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void identifiers_made_within_one_millisecond_keep_their_order() {
        UuidV7 ids = new UuidV7(STANDING, new SplittableRandom(1));
        List<String> made = Stream.generate(ids::next).limit(10_000).map(UUID::toString).toList();
        assertThat(made).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
    }

    @Test
    void an_identifier_says_that_it_is_of_version_7() {
        UUID id = new UuidV7(STANDING, new SplittableRandom(1)).next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void a_run_id_keeps_its_kind() {
        String value = RunId.of(new UUID(1, 2)).value();
        assertThat(value).startsWith("run_").hasSize(36);
        assertThatThrownBy(() -> new RunId(value.replace("run_", "cha_"))).hasMessageContaining("run_");
    }
}
