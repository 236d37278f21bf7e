package io.attune.cli.command;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune cost}. */
@Command(name = "cost", aliases = "costs", description = "What was billed: reports, exchange rates, closed months.", footer = {
        "", "Examples:", "  attune cost", "  attune cost --by kind", "  attune cost show --by label:team",
        "  attune cost close 2026-10"})
final class CostCommand implements Callable<Integer> {
    private static final String BY = "recipe, model, kind, day, run or label:NAME (default: recipe).";

    private final Cli cli;

    @Option(names = "--by", paramLabel = "FIELD", description = BY)
    @Nullable
    String by;

    CostCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return report(by);
    }

    @Command(name = "show", description = "What was billed this month, grouped as asked.", footer = {"", "Examples:",
            "  attune cost show", "  attune cost show --by label:team"})
    int show(@Option(names = "--by", paramLabel = "FIELD", description = BY) @Nullable String field) {
        return report(field);
    }

    @Command(name = "rate", description = {"Records an exchange rate.",
            "Budgets of another currency count by the newest rate of the day or shortly before it."}, footer = {"",
                    "Example:", "  attune cost rate EUR USD 1.0863 --source 'ECB reference rates' --on 2026-11-20"})
    int rate(@Parameters(paramLabel = "FROM", description = "The currency of one unit, like EUR.") String from,
            @Parameters(paramLabel = "TO", description = "The currency of the rate, like USD.") String to,
            @Parameters(paramLabel = "RATE", description = "What one unit is worth.") BigDecimal rate,
            @Option(names = "--source", paramLabel = "TEXT", required = true, description = "Who says so.") String source,
            @Option(names = "--on", paramLabel = "DAY", description = "The day it is of (default: today, UTC).") @Nullable String on) {
        ObjectNode wish = Json.object().put("from", from).put("to", to).put("rate", rate).put("source", source);
        if (on != null) {
            wish.put("on", on);
        }
        cli.show(cli.api().post("/api/v1/exchange-rates", wish), answer -> List.of("1 " + from + " = " + rate + " " + to
                + " on " + Json.text(answer, "/on") + " (" + source + ")", "  attune cost rates"));
        return 0;
    }

    @Command(name = "rates", description = "The exchange rates that were recorded, newest first.", footer = {"",
            "Example:", "  attune cost rates"})
    int rates() {
        cli.list(cli.api().get("/api/v1/exchange-rates"), new Columns().text("FROM", "/from").text("TO", "/to").text(
                "RATE", "/rate").text("ON", "/on").text("SOURCE", "/source"));
        return 0;
    }

    @Command(name = "close", description = {"Closes a month: its charges cannot change any more.",
            "What differs later counts in the month it is recorded in, as a correction."}, footer = {"", "Example:",
                    "  attune cost close 2026-10"})
    int close(@Parameters(paramLabel = "MONTH", description = "Like 2026-10.") String month) {
        cli.show(cli.api().put("/api/v1/closed-months/" + ApiClient.encode(month), Json.object()),
                answer -> List.of(month + " is closed since " + Columns.time(Json.text(answer, "/at")) + " by "
                        + Json.text(answer, "/by"), "  attune cost months"));
        return 0;
    }

    @Command(name = "months", description = "The months that are closed.", footer = {"", "Example:",
            "  attune cost months"})
    int months() {
        cli.list(cli.api().get("/api/v1/closed-months"), new Columns().text("MONTH", "/month").text("BY", "/by").time(
                "SINCE", "/at"));
        return 0;
    }

    private int report(@Nullable String grouping) {
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
