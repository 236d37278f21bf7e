package io.attune.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Lines at the bottom of the terminal that are redrawn in place: a bar, a spinner, a growing curve. Where nobody
 * watches, the last line is printed now and then instead, so that a log shows that work goes on. Thread-safe.
 *
 * <pre>{@code
 * try (Live live = Live.on(screen, clock)) {
 *     live.show(List.of(bar), "45 of 100 steps");
 * }
 * }</pre>
 */
public final class Live implements AutoCloseable {
    private static final Duration PLAIN_EVERY = Duration.ofSeconds(10);
    private static final Duration REDRAW_EVERY = Duration.ofMillis(60);

    private final Screen screen;
    private final InstantSource clock;
    private List<String> shown = List.of();
    private int drawn;
    private @Nullable Instant lastPrinted;
    private String lastPlain = "";

    private Live(Screen screen, InstantSource clock) {
        this.screen = screen;
        this.clock = clock;
    }

    /** Opens the region at the bottom of a screen. */
    public static Live on(Screen screen, InstantSource clock) {
        Live live = new Live(screen, clock);
        screen.attach(live);
        return live;
    }

    /**
     * Shows these lines instead of those before.
     *
     * @param lines for a terminal; cut to its width
     * @param plain one line that says the same where nobody watches
     */
    public void show(List<String> lines, String plain) {
        synchronized (screen) {
            Instant now = clock.instant();
            Instant last = lastPrinted;
            if (screen.isLive()) {
                shown = List.copyOf(lines);
                if (last == null || !now.isBefore(last.plus(REDRAW_EVERY))) {
                    lastPrinted = now;
                    erase();
                    redraw();
                }
            } else if (!plain.equals(lastPlain) && (last == null || !now.isBefore(last.plus(PLAIN_EVERY)))) {
                lastPrinted = now;
                lastPlain = plain;
                screen.say(plain);
            }
        }
    }

    /** Removes the region and leaves a line in its place, on a terminal and elsewhere. */
    public void finish(String line) {
        synchronized (screen) {
            close();
            screen.say(line);
        }
    }

    @Override
    public void close() {
        synchronized (screen) {
            erase();
            shown = List.of();
            screen.detach(this);
        }
    }

    void erase() {
        if (drawn > 0) {
            screen.raw("\u001b[" + drawn + "A\r\u001b[J");
            drawn = 0;
        }
    }

    void redraw() {
        if (screen.isLive() && !shown.isEmpty()) {
            int width = screen.terminalWidth() - 1;
            StringBuilder text = new StringBuilder();
            shown.forEach(line -> text.append(Style.cut(line, width)).append('\n'));
            screen.raw(text.toString());
            drawn = shown.size();
        }
    }
}
