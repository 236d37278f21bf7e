package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.failure.CliException;
import io.attune.cli.terminal.Bar;
import io.attune.cli.terminal.Live;
import picocli.CommandLine.Command;

/** {@code attune down}. */
@Command(name = "down", description = "Stops the local platform; its data stays.", footer = {"",
        "A run that is under way goes on from where it was at the next start.", "", "Example:", "  attune down"})
final class DownCommand implements Callable<Integer> {
    private final Cli cli;

    DownCommand(Cli cli) {
        this.cli = cli;
    }

    /**
     * Stops both processes.
     *
     * @throws CliException when another command is at it
     */
    @Override
    public Integer call() {
        List<String> stopped;
        try (Live live = Live.on(cli.screen(), cli.clock())) {
            live.show(List.of(Bar.spinner(cli.screen().errorStyle(), 0, "Stopping", cli.screen().terminalWidth())),
                    "Stopping …");
            stopped = cli.localPlatform().down();
        }
        cli.screen().print(stopped.isEmpty()
                ? "Nothing was running on " + cli.data().path() + "."
                : "Stopped: " + String.join(", ", stopped) + ". The data stays in " + cli.data().path() + ".");
        return 0;
    }
}
