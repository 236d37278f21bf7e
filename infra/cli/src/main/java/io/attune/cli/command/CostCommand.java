package io.attune.cli.command;

import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code attune cost}. */
@Command(name = "cost", aliases = "costs", description = "What was billed, grouped as asked.", footer = {"",
        "Examples:", "  attune cost", "  attune cost --by kind", "  attune cost --by label:team"})
final class CostCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--by", paramLabel = "FIELD", description = "recipe, model, kind, day, run or label:NAME (default: recipe).")
    @Nullable
    String by;

    CostCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String grouping = by;
        JsonNode report = cli.api().get("/api/v1/costs" + (grouping == null
                ? ""
                : "?by=" + ApiClient.encode(grouping)));
        cli.list(report, new Columns().text("GROUP", "/group", "/key", "/name").count("CHARGES", "/charges").money(
                "AMOUNT", "/amount"));
        String total = Columns.money(report, "/total");
        if (!cli.wantsJson() && !total.isEmpty()) {
            cli.screen().print("total  " + total);
        }
        return 0;
    }
}
