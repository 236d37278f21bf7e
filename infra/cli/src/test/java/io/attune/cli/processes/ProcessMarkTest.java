package io.attune.cli.processes;

import java.time.Duration;
import java.time.Instant;

import io.attune.cli.api.Json;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessMarkTest {
    private final ProcessHandle self = ProcessHandle.current();

    @Test
    void aRunningProcessIsFoundAgainByItsMark() {
        ProcessMark mark = ProcessMark.of(self);

        assertThat(ProcessMark.read(mark.writeTo(Json.object()))).contains(mark);
        assertThat(mark.isRunning()).isTrue();
    }

    @Test
    void aLaterProcessOfTheSameNumberIsNotTakenForIt() {
        Instant longAgo = self.info().startInstant().orElseThrow().minus(Duration.ofDays(1));

        assertThat(new ProcessMark(self.pid(), longAgo).isRunning()).isFalse();
    }
}
