package io.attune.cli.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attune unfreeze}. */
@Command(name = "unfreeze", description = "Allows new spending again.", footer = {"", "Examples:", "  attune unfreeze",
        "  attune unfreeze --connection openai"})
final class UnfreezeCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--connection", paramLabel = "NAME", description = "What was frozen.")
    @Nullable
    String connection;

    UnfreezeCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String name = connection;
        cli.show(cli.api().delete("/api/v1/freezes" + (name == null ? "" : "?connection=" + ApiClient.encode(name)),
                Map.of()), left -> Json.items(left).isEmpty()
                        ? List.of("nothing is frozen")
                        : Json.items(left).stream().map(StatusCommand::frozen).toList());
        return 0;
    }
}
