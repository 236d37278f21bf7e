package io.attune.cli.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attune up}. */
@Command(name = "up", description = "Starts the local platform and leaves it running.", footer = {"",
        "What runs already is adopted. The sandbox (PostgreSQL, S3 and a provider with a small real trainer) and the",
        "platform keep their data and logs in the data folder. A file sandbox.options there adds options to the",
        "sandbox's start, such as: --postgres-port 5433", "", "Examples:", "  attune up",
        "  attune up --port 9000",
        "  attune --data /srv/attune up"})
final class UpCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--port", paramLabel = "PORT", description = "Where the platform answers (default: ATTUNE_PORT, or "
            + LocalPlatform.DEFAULT_PORT + ").", defaultValue = "${ATTUNE_PORT}")
    @Nullable
    Integer port;

    UpCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Integer wanted = port;
        if (wanted != null && (wanted < 1 || wanted > 65_535)) {
            throw new CliException(ExitCode.BAD_INPUT, "Port " + wanted + " does not exist",
                    "Choose one from 1024 to 65535.");
        }
        LocalPlatform platform = cli.localPlatform();
        String url;
        try (Waiting waiting = new Waiting(cli)) {
            url = platform.up(Optional.ofNullable(wanted), waiting);
        }
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(StatusCommand.json(platform.status())));
            return 0;
        }
        Style style = cli.screen().style();
        cli.screen().print(List.of(style.green("Attune is up") + " at " + style.bold(url), "", "  data and logs   "
                + cli.data().path(), "  try             ./attune status", "                  ./attune demo",
                "  stop            ./attune down"));
        platform.baseModelProgress().filter(line -> Json.text(line, "/stage").equals("base-model")
                && Json.whole(line, "/done") < Json.whole(line, "/total")).ifPresent(line -> cli.screen().say(
                        "The sandbox's base model is being trained: " + Format.count(Json.whole(line, "/done")) + " of "
                                + Format.count(Json.whole(line, "/total")) + " steps; runs wait for it."));
        return 0;
    }
}
