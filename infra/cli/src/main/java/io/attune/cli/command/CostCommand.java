package io.attune.cli.command;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
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

    @Command(name = "correct", description = "Restates one charge; in a closed month the difference counts now.", footer = {
            "", "Example:", "  attune cost correct run_…/training '4.20 USD' --reason 'refunded by phone'"})
    int correct(@Parameters(paramLabel = "KEY", description = "Of the charge.") String key,
            @Parameters(paramLabel = "AMOUNT", description = "What it is in full, like '4.20 USD'.") String amount,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Kept with it.") String reason) {
        ObjectNode wish = Json.object().put("key", key).put("reason", reason);
        wish.set("amount", BudgetCommands.money(amount));
        cli.show(cli.api().post("/api/v1/charges/corrections", wish), charge -> List.of(
                key + " is " + Columns.money(charge, "/amount"), "  attune cost"));
        return 0;
    }

    @Command(name = "forecast", description = "What this month will have cost: spent, held, and planned at what it cost last time.", footer = {
            "", "Example:", "  attune cost forecast"})
    int forecast() {
        JsonNode forecast = cli.api().get("/api/v1/costs/forecast");
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(forecast));
            return 0;
        }
        cli.screen().print(new Columns().text("RECIPE", "/recipe").money("SPENT", "/spent").money("RESERVED",
                "/reserved").count("RUNS TO COME", "/firings").money("LAST RUN", "/lastActual").money("EXPECTED",
                        "/expected").table(Json.list(forecast, "/lines")));
        Json.list(forecast, "/totals").forEach(total -> cli.screen().print("total  " + Columns.money(total, "")));
        Json.list(forecast, "/unknown").forEach(what -> cli.screen().say("not reckoned: " + what.asString()));
        return 0;
    }

    @Command(name = "reconcile", description = {"Matches a provider's invoice with charges and marks them invoiced.",
            "CSV with the columns date, amount, currency and some of key, job, run, item; or FOCUS 1.2.",
            "What matches nothing is listed, both ways, and changes nothing; the same file again neither."}, footer = {
                    "", "Exit code 1 when something is unmatched.", "", "Example:",
                    "  attune cost reconcile invoice-2026-10.csv --connection openai"})
    int reconcile(@Parameters(paramLabel = "FILE", description = "The invoice.") Path file,
            @Option(names = "--connection", paramLabel = "NAME", description = "Whose invoice it is (default: everybody's).") @Nullable String connection) {
        JsonNode outcome = cli.api().postFile("/api/v1/invoices?file=" + ApiClient.encode(String.valueOf(
                file.getFileName())) + (connection == null ? "" : "&connection=" + ApiClient.encode(connection)), file,
                "text/csv");
        List<JsonNode> lines = Json.list(outcome, "/unmatchedLines");
        List<JsonNode> charges = Json.list(outcome, "/unmatchedCharges");
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(outcome));
        } else {
            cli.screen().print(new Columns().text("CHARGE", "/key").text("BEFORE", "/before").text("INVOICED",
                    "/invoiced").table(Json.list(outcome, "/matched")));
            lines.forEach(line -> cli.screen().print("line " + Json.text(line, "/line") + " unmatched: " + Json.text(
                    line, "/amount") + " of " + Json.text(line, "/day") + ", " + Json.text(line, "/why")));
            charges.forEach(charge -> cli.screen().print("not on the invoice: " + Json.text(charge, "/key") + "  "
                    + Json.text(charge, "/amount")));
        }
        return lines.isEmpty() && charges.isEmpty() ? 0 : 1;
    }

    @Command(name = "export", description = "Writes charges as FOCUS 1.2, in CSV or Parquet.", footer = {"",
            "Examples:",
            "  attune cost export --focus --from 2026-10-01 --to 2026-11-01 > october.csv",
            "  attune cost export --focus --format parquet --out october.parquet --from 2026-10-01 --to 2026-11-01"})
    int export(
            @Option(names = "--focus", required = true, description = "In the FinOps Open Cost and Usage Specification.") boolean focus,
            @Option(names = "--from", paramLabel = "DAY", required = true, description = "The first day.") String from,
            @Option(names = "--to", paramLabel = "DAY", required = true, description = "The first day no longer taken in.") String to,
            @Option(names = "--format", paramLabel = "csv|parquet", defaultValue = "csv", description = "csv (default) or parquet.") String format,
            @Option(names = "--out", paramLabel = "FILE", description = "Where to; asked for with parquet.") @Nullable Path out) {
        String time = "?from=" + ApiClient.encode(from) + "&to=" + ApiClient.encode(to);
        if (!format.equals("csv") && !format.equals("parquet")) {
            throw new CliException(ExitCode.BAD_INPUT, "'" + format + "' is no format", "Write csv or parquet.");
        }
        if (format.equals("csv") && out == null) {
            cli.screen().print(cli.api().getText("/api/v1/costs/focus" + time).stripTrailing());
            return 0;
        }
        if (out == null) {
            throw new CliException(ExitCode.BAD_INPUT, "Parquet is no text for a terminal", "Name a file: --out FILE");
        }
        cli.api().getFile("/api/v1/costs/focus" + (format.equals("csv") ? "" : ".parquet") + time, out);
        cli.screen().print("written to " + out);
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
        Json.items(cli.api().get("/api/v1/costs/saved")).forEach(saved -> cli.screen().print("saved  " + (Columns.money(
                saved, "/amount").isEmpty() ? "unpriced" : Columns.money(saved, "/amount")) + "  " + Json.text(saved,
                        "/recipe") + ", " + Json.text(saved, "/runs")
                + " run(s) that would have repeated the version in service"));
        return 0;
    }

    private static String sources(JsonNode row) {
        return Json.list(row, "/priceSources").stream().map(JsonNode::asString).collect(Collectors.joining(", "));
    }
}
