package io.attune.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StartCacheTest {
    @TempDir
    Path folder;
    private Path jar;
    private StartCache cache;

    @BeforeEach
    void aProgram() throws IOException {
        System.setProperty("attune.start.cache", "true");
        jar = Files.writeString(folder.resolve("program.jar"), "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        cache = new StartCache(jar, folder);
    }

    @AfterEach
    void noLongerAskedFor() {
        System.clearProperty("attune.start.cache");
    }

    @Test
    void the_first_start_learns_and_the_next_uses_what_was_learnt() throws IOException {
        Files.writeString(learnsTo(), "learnt");
        cache.settle();

        assertThat(cache.options().getFirst()).isEqualTo("-XX:AOTCache=" + folder.resolve("program.aot"));
    }

    @Test
    void a_program_that_was_killed_left_nothing_and_the_next_start_learns() {
        cache.options();
        cache.settle();

        assertThat(cache.options().getFirst()).startsWith("-XX:AOTCacheOutput=");
    }

    @Test
    void a_newer_build_learns_anew() throws IOException {
        Files.writeString(learnsTo(), "learnt");
        cache.settle();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));

        assertThat(cache.options().getFirst()).startsWith("-XX:AOTCacheOutput=");
    }

    @Test
    void a_learning_program_may_take_longer_to_end() throws IOException {
        var whileLearning = cache.patience();
        Files.writeString(learnsTo(), "learnt");
        cache.settle();

        assertThat(cache.patience()).isLessThan(whileLearning);
    }

    @Test
    void nothing_is_learnt_unless_the_launcher_asks_for_it() {
        System.clearProperty("attune.start.cache");

        assertThat(cache.options()).isEqualTo(List.of());
    }

    private Path learnsTo() {
        return Path.of(cache.options().getFirst().substring("-XX:AOTCacheOutput=".length()));
    }
}
