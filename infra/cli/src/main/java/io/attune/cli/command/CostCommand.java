package io.attune.cli.command;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
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
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(report));
            return 0;
        }
        cli.screen().print(new Columns().text("GROUP", "/group").count("CHARGES", "/charges").money("AMOUNT",
                "/amount").money("OVER BUDGET", "/overrun").cell("PRICES FROM", CostCommand::sources).table(Json.list(
                        report, "/rows")));
        for (JsonNode total : Json.list(report, "/totals")) {
            cli.screen().print("total  " + Columns.money(total, ""));
        }
        return 0;
    }

    private static String sources(JsonNode row) {
        return Json.list(row, "/priceSources").stream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }
}
