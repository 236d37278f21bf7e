package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune freeze}. */
@Command(name = "freeze", description = {"Stops all new spending now, everywhere or at one provider.",
        "What runs goes on; nothing new is started until: attune unfreeze"}, footer = {"", "Examples:",
                "  attune freeze --reason 'bill looks wrong'",
                "  attune freeze --connection openai --reason 'key leaked'"})
final class FreezeCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--connection", paramLabel = "NAME", description = "Only what would be spent through it.")
    @Nullable
    String connection;

    @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "asked on the command line", description = "Why; shown to whoever is stopped.")
    String reason = "";

    FreezeCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ObjectNode wish = Json.object().put("reason", reason);
        if (connection != null) {
            wish.put("connection", connection);
        }
        cli.show(cli.api().post("/api/v1/freezes", wish), answer -> List.of(
                "frozen: " + (connection == null ? "all new spending" : "new spending through " + connection),
                "  attune unfreeze" + (connection == null ? "" : " --connection " + connection)));
        return 0;
    }
}
