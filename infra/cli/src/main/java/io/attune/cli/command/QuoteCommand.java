package io.attune.cli.command;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.run.RunSections;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune quote}. */
@Command(name = "quote", description = {"What training a recipe's newest dataset would cost; nothing is spent or held.",
        "AT MOST is what a run would hold. A price that nobody said or looked at for long is told, never guessed."}, footer = {
                "", "Exit code 1 when a target has no quote.", "", "Examples:", "  attune quote config-assistant",
                "  attune quote support-tone --compare"})
final class QuoteCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "RECIPE", description = "The recipe's name.")
    String recipe = "";

    @Option(names = "--compare", description = "Every target of the recipe side by side, with hosting.")
    boolean compare;

    QuoteCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        JsonNode answer = cli.api().get("/api/v1/quotes?recipe=" + ApiClient.encode(recipe) + "&compare=" + compare);
        List<JsonNode> items = Json.list(answer, "/items");
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(answer));
        } else if (compare) {
            compared(answer, items);
        } else {
            items.forEach(this::single);
        }
        return items.stream().allMatch(item -> Json.text(item, "/problem/code").isEmpty()) ? 0 : 1;
    }

    private void compared(JsonNode answer, List<JsonNode> items) {
        cli.screen().print("dataset " + Json.text(answer, "/dataset") + ", recipe version " + Json.text(answer,
                "/version") + ", choose " + Json.text(answer, "/choose"));
        cli.screen().print(new Columns().text("TARGET", "/target").text("CONNECTION", "/connection").text("BASE MODEL",
                "/baseModel").text("METHOD", "/method").cell("PARAMETERS", QuoteCommand::parameters).money("EXPECTED",
                        "/quote/expected").money("AT MOST", "/quote/held").money("VENDOR SAYS",
                                "/told/cost").cell("LASTS", QuoteCommand::duration).cell("HOSTING A MONTH",
                                        item -> hosting(item)).text("PRICE OF", "/quote/observedOn").time("VALID UNTIL",
                                                "/quote/validUntil").table(items));
        if ("all".equals(Json.text(answer, "/choose")) || "best".equals(Json.text(answer, "/choose"))) {
            sums(items).forEach((currency, sum) -> cli.screen().print("all targets are trained: " + sum.toPlainString()
                    + " " + currency + " expected"));
        }
        items.forEach(this::remarks);
    }

    private static Map<String, BigDecimal> sums(List<JsonNode> items) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        items.forEach(item -> Json.decimal(item, "/quote/expected/amount").ifPresent(amount -> sums.merge(Json.text(
                item,
                "/quote/expected/currency"), amount, BigDecimal::add)));
        return sums;
    }

    private void single(JsonNode item) {
        if (Json.text(item, "/problem/code").isEmpty()) {
            new RunSections(cli.screen().style(), cli.screen().width()).quote(item).forEach(cli.screen()::print);
            cli.screen().print("  hosting: " + hosting(item) + "   valid until " + Columns.time(Json.text(item,
                    "/quote/validUntil")));
        }
        remarks(item);
    }

    private void remarks(JsonNode item) {
        String problem = Json.text(item, "/problem/message");
        if (!problem.isEmpty()) {
            cli.screen().say(Json.text(item, "/target") + ": " + problem + ". " + Json.text(item,
                    "/problem/nextStep"));
        }
        Json.list(item, "/quote/warnings").forEach(warning -> cli.screen().say(Json.text(item, "/target") + ": "
                + warning.asString()));
    }

    private static String duration(JsonNode item) {
        long minutes = Math.ceilDiv(Json.whole(item, "/told/durationSeconds"), 60L);
        return minutes == 0 ? "" : minutes < 120 ? minutes + " min" : Math.ceilDiv(minutes, 60L) + " h";
    }

    private static String hosting(JsonNode item) {
        String month = Columns.money(item, "/hostingPerMonth");
        return month.isEmpty() ? "no price known" : month;
    }

    /** Those that were chosen. */
    private static String parameters(JsonNode item) {
        return item.at("/parameters").properties().stream().filter(entry -> !entry.getValue().asString().equals(
                "auto")).map(entry -> entry.getKey() + "=" + entry.getValue().asString()).collect(Collectors.joining(
                        " "));
    }
}
