package io.attune.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune catalog}. */
@Command(name = "catalog", description = "What can be tuned where, how and until when, and at which price.", footer = {
        "", "Examples:",
        "  attune catalog models", "  attune catalog models --vendor azure --method dpo", "  attune catalog prices",
        "  attune catalog set azure gpt-4.1-mini --method supervised,dpo --region swedencentral --until 2027-04-01"})
final class CatalogCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/catalog/models";
    private static final String PRICES = "/api/v1/catalog/prices";

    private final Cli cli;

    CatalogCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return models("", "", "", "");
    }

    @Command(name = "models", description = "The base models, newest observation of each.", footer = {"",
            "A model that nobody has observed is not refused; one that is known and cannot do what a recipe asks is.",
            "",
            "Examples:", "  attune catalog models --method dpo --region eu", "  attune catalog models gpt-4.1 --json"})
    int models(
            @Parameters(paramLabel = "MODEL", arity = "0..1", defaultValue = "", description = "A part of its name.") String model,
            @Option(names = "--vendor", paramLabel = "VENDOR", defaultValue = "", description = "Such as openai, azure, bedrock, vertex.") String vendor,
            @Option(names = "--method", paramLabel = "METHOD", defaultValue = "", description = "Such as supervised, dpo, reinforcement.") String method,
            @Option(names = "--region", paramLabel = "REGION", defaultValue = "", description = "Tuned there, or where that is not known.") String region) {
        StringBuilder query = new StringBuilder();
        add(query, "model", model);
        add(query, "vendor", vendor);
        add(query, "method", method);
        add(query, "region", region);
        cli.list(cli.api().get(PATH + query), new Columns().text("VENDOR", "/vendor").text("MODEL", "/model").cell(
                "METHODS", row -> joined(row, "/methods")).cell("TUNED IN", row -> joined(row, "/trainIn")).cell(
                        "STATUS",
                        CatalogCommands::status).text("OBSERVED", "/observedOn").cell("SOURCE",
                                CatalogCommands::source));
        return 0;
    }

    @Command(name = "set", description = "Records what you know of a base model, beside what is recorded.", footer = {
            "",
            "Holds for this project and wins over what the platform ships.", "", "Example:",
            "  attune catalog set bedrock amazon.nova-lite-v1:0 --method supervised --region us-east-1 --source 'AWS console'"})
    int set(@Parameters(paramLabel = "VENDOR", description = "Such as openai, azure, bedrock; other for your own.") String vendor,
            @Parameters(paramLabel = "MODEL", description = "As the vendor names it, without the date of a snapshot.") String model,
            @Option(names = "--method", split = ",", paramLabel = "METHOD", defaultValue = "supervised", description = "How it can be tuned (default: supervised).") List<String> methods,
            @Option(names = "--region", split = ",", paramLabel = "REGION", defaultValue = "", description = "Where it is tuned.") List<String> regions,
            @Option(names = "--until", paramLabel = "DATE", defaultValue = "", description = "The first day it cannot be tuned any more.") String until,
            @Option(names = "--served-until", paramLabel = "DATE", defaultValue = "", description = "The first day it does not answer any more.") String servedUntil,
            @Option(names = "--max-epochs", paramLabel = "N", defaultValue = "0", description = "The most passes the vendor takes.") int maxEpochs,
            @Option(names = "--min-examples", paramLabel = "N", defaultValue = "0", description = "The fewest examples the vendor takes.") long minExamples,
            @Option(names = "--source", paramLabel = "TEXT", defaultValue = "", description = "Where this is from (default: your name).") String source,
            @Option(names = "--observed", paramLabel = "DATE", defaultValue = "", description = "When you looked (default: today).") String observed) {
        ObjectNode row = Json.object().put("vendor", vendor).put("model", model);
        texts(row, "methods", methods);
        texts(row, "trainIn", regions);
        put(row, "trainingEnds", until);
        put(row, "servingEnds", servedUntil);
        put(row, "source", source);
        put(row, "observedOn", observed);
        ObjectNode limits = row.putObject("limits");
        if (maxEpochs > 0) {
            limits.put("epochsMax", maxEpochs);
        }
        if (minExamples > 0) {
            limits.put("examplesMin", minExamples);
        }
        ObjectNode body = Json.object();
        body.putArray("models").add(row);
        return record(PATH, body, "attune catalog models " + model + " --vendor " + vendor);
    }

    @Command(name = "import", description = "Records many rows from a file of JSON, or none when one is wrong.", footer = {
            "", "The file is what 'attune catalog models --json' prints, or a list of its items.", "", "Example:",
            "  attune catalog import models.json"})
    int importFile(@Parameters(paramLabel = "FILE", description = "The rows.") Path file) {
        return record(PATH, rows(file, "models", "attune catalog models --json"), "attune catalog models");
    }

    private static ObjectNode rows(Path file, String name, String help) {
        JsonNode read = Json.read(file).orElseThrow(() -> new CliException(ExitCode.BAD_INPUT, file
                + " is no file of JSON", "See what one looks like: " + help));
        ObjectNode body = Json.object();
        ArrayNode rows = body.putArray(name);
        Json.items(read).forEach(rows::add);
        return body;
    }

    @Command(name = "prices", description = "What base models cost at each connection, how old that is, and what is missing.", footer = {
            "", "Example:", "  attune catalog prices"})
    int prices() {
        JsonNode answer = cli.api().get(PRICES);
        cli.list(answer, new Columns().text("CONNECTION", "/connection").text("MODEL", "/baseModel").text("KIND",
                "/kind").money("PRICE", "/amount").count("PER", "/per").text("UNIT", "/unit").text("OBSERVED",
                        "/observedOn").cell("SOURCE", row -> Json.text(row, "/source") + (Json.isTrue(row, "/stale")
                                ? " (stale)"
                                : "")));
        Json.list(answer, "/missing").forEach(one -> cli.screen().say("no price: " + Json.text(one, "/baseModel")
                + " at "
                + Json.text(one, "/connection") + ", which the recipe " + Json.text(one, "/recipe") + " trains"));
        return 0;
    }

    @Command(name = "set-price", description = "Records a price, beside what is recorded; it holds from its day on.", footer = {
            "", "Example:",
            "  attune catalog set-price openai gpt-4.1-mini training '5 USD' --source openai.com/pricing --observed 2026-11-20"})
    int setPrice(@Parameters(paramLabel = "CONNECTION", description = "Where.") String connection,
            @Parameters(paramLabel = "MODEL", description = "The base model.") String model,
            @Parameters(paramLabel = "KIND", description = "training, input, output, hosting or training-hours.") String kind,
            @Parameters(paramLabel = "AMOUNT", description = "For a million tokens, or an hour, like '5 USD'.") String amount,
            @Option(names = "--source", paramLabel = "TEXT", required = true, description = "Where this is from.") String source,
            @Option(names = "--per", paramLabel = "N", defaultValue = "0", description = "For so many tokens or hours instead.") long per,
            @Option(names = "--observed", paramLabel = "DATE", defaultValue = "", description = "When you looked (default: today).") String observed,
            @Option(names = "--from", paramLabel = "DATE", defaultValue = "", description = "The first day it holds (default: when you looked).") String from) {
        ObjectNode row = Json.object().put("connection", connection).put("baseModel", model).put("kind", kind).put(
                "amount",
                amount).put("source", source);
        if (per > 0) {
            row.put("per", per);
        }
        put(row, "observedOn", observed);
        put(row, "effectiveFrom", from);
        ObjectNode body = Json.object();
        body.putArray("prices").add(row);
        return record(PRICES, body, "attune catalog prices");
    }

    @Command(name = "import-prices", description = "Records the prices of a file of JSON, or none when one is wrong.", footer = {
            "", "The file is a list of {connection, baseModel, kind, amount: '5 USD', source} and, where wanted, per,",
            "observedOn and effectiveFrom.", "", "Example:", "  attune catalog import-prices prices.json"})
    int importPrices(@Parameters(paramLabel = "FILE", description = "The rows.") Path file) {
        return record(PRICES, rows(file, "prices", "attune catalog import-prices --help"), "attune catalog prices");
    }

    private int record(String path, ObjectNode body, String next) {
        cli.show(cli.api().post(path, body), answer -> List.of(cli.screen().style().green("recorded") + "  "
                + Json.text(answer, "/added") + " new of " + Json.text(answer, "/sent"), "  " + next));
        return 0;
    }

    private static String status(JsonNode row) {
        String training = Json.text(row, "/trainingEnds");
        String serving = Json.text(row, "/servingEnds");
        String first = training.isEmpty() || (!serving.isEmpty() && serving.compareTo(training) < 0)
                ? serving
                : training;
        return Json.text(row, "/status").replace('-', ' ') + (first.isEmpty() ? "" : " " + first);
    }

    private static String source(JsonNode row) {
        return (Json.isTrue(row, "/own") ? "own: " : "") + Json.text(row, "/source") + (Json.isTrue(row, "/verified")
                ? ""
                : " (unverified)");
    }

    private static String joined(JsonNode row, String pointer) {
        return String.join(", ", Json.list(row, pointer).stream().map(one -> one.asString()).toList());
    }

    private static void add(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(ApiClient.encode(value));
        }
    }

    private static void texts(ObjectNode row, String name, List<String> values) {
        ArrayNode list = row.putArray(name);
        values.stream().map(String::strip).filter(value -> !value.isEmpty()).forEach(list::add);
    }

    private static void put(ObjectNode row, String name, String value) {
        if (!value.isEmpty()) {
            row.put(name, value);
        }
    }
}
