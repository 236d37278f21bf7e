package io.attune.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.attune.cli.processes.Watcher;
import io.attune.cli.terminal.Bar;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Live;

/** Shows what is being waited for: a spinner with the time it has taken, or a bar where the length is known. */
public final class Waiting implements Watcher, AutoCloseable {
    private final Cli cli;
    private final Live live;
    private final Instant began;
    private long tick;

    public Waiting(Cli cli) {
        this.cli = cli;
        live = Live.on(cli.screen(), cli.clock());
        began = cli.clock().instant();
    }

    @Override
    public void waiting(String what, long done, long total) {
        int width = cli.screen().terminalWidth() - 1;
        if (total > 0) {
            live.show(List.of(Bar.line(cli.screen().errorStyle(), what, done, total, "", width)),
                    what + " " + Format.count(done) + "/" + Format.count(total));
        } else {
            String taken = Format.duration(Duration.ofSeconds(took().toSeconds()));
            String label = took().toSeconds() < 1 ? what : what + " (" + taken + ")";
            live.show(List.of(Bar.spinner(cli.screen().errorStyle(), tick++, label, width)), what + " …");
        }
    }

    /** How long it has been shown. */
    public Duration took() {
        return Duration.between(began, cli.clock().instant());
    }

    @Override
    public void close() {
        live.close();
    }
}
