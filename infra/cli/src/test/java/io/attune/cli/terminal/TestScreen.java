package io.attune.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A screen on memory and a clock that is set by hand. */
public final class TestScreen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Screen terminal = screen(true);
    private final Screen piped = screen(false);
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    private Screen screen(boolean isTerminal) {
        return new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), isTerminal,
                new PrintStream(err, true, StandardCharsets.UTF_8), isTerminal, TerminalWidth.fixed(100), false);
    }

    public Screen terminal() {
        return terminal;
    }

    public Screen piped() {
        return piped;
    }

    public InstantSource clock() {
        return () -> now;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
