package io.attune.cli.terminal;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveTest {
    private final TestScreen screen = new TestScreen();

    @Test
    void whereNobodyWatchesALineAppearsNowAndThen() {
        try (Live live = Live.on(screen.piped(), screen.clock())) {
            live.show(List.of("▌"), "10 of 100");
            screen.advance(Duration.ofSeconds(1));
            live.show(List.of("▌"), "20 of 100");
            screen.advance(Duration.ofSeconds(10));
            live.show(List.of("▌"), "30 of 100");
        }

        assertThat(screen.err()).isEqualTo("10 of 100\n30 of 100\n");
    }

    @Test
    void onATerminalTheLinesAreRedrawnInPlaceAndGoneAtTheEnd() {
        try (Live live = Live.on(screen.terminal(), screen.clock())) {
            live.show(List.of("one", "two"), "");
            screen.advance(Duration.ofSeconds(1));
            live.show(List.of("three"), "");
        }

        assertThat(screen.err()).isEqualTo("one\ntwo\n\u001b[2A\r\u001b[Jthree\n\u001b[1A\r\u001b[J");
    }

    @Test
    void whatIsPrintedStandsAboveTheLines() {
        try (Live live = Live.on(screen.terminal(), screen.clock())) {
            live.show(List.of("bar"), "");
            screen.terminal().say("done with this");
        }

        assertThat(screen.err()).isEqualTo("bar\n\u001b[1A\r\u001b[Jdone with this\nbar\n\u001b[1A\r\u001b[J");
    }
}
