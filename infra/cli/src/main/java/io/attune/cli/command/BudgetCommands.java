package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

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

/** {@code attune budget}. */
@Command(name = "budget", aliases = "budgets", description = "Budgets: limits per project, team, recipe and deployment.", footer = {
        "", "Examples:", "  attune budgets", "  attune budget set project '500 USD'",
        "  attune budget set team:platform '40 USD' --period daily --notices 80,100"})
final class BudgetCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/budgets";
    private static final String SCOPE = "project, team:NAME (the label team), recipe:NAME or deployment:NAME.";
    private static final String PERIOD = "daily, monthly or total (default: monthly).";

    private final Cli cli;

    BudgetCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The budgets that were set, and what recipes allow themselves this month.", footer = {
            "", "Example:", "  attune budget list"})
    int list() {
        JsonNode set = cli.api().get(PATH);
        JsonNode ofRecipes = cli.api().get("/api/v1/recipe-budgets");
        if (cli.wantsJson()) {
            ObjectNode all = Json.object();
            all.set("items", set.at("/items"));
            all.set("recipes", ofRecipes.at("/items"));
            cli.screen().print(Json.pretty(all));
            return 0;
        }
        List<JsonNode> rows = new ArrayList<>(Json.items(set));
        rows.addAll(Json.items(ofRecipes));
        ObjectNode both = Json.object();
        var items = both.putArray("items");
        rows.forEach(items::add);
        cli.list(both, new Columns().cell("SCOPE", BudgetCommands::scope).text("PERIOD", "/period", "/month").money(
                "LIMIT", "/limit").money("SPENT", "/spent").money("RESERVED", "/reserved").money("REMAINING",
                        "/remaining").cell("NOTE", BudgetCommands::note));
        return 0;
    }

    @Command(name = "set", description = {"Sets a limit, or changes it.",
            "Money that is held counts as well: nothing is started that could go beyond the limit."}, footer = {"",
                    "Examples:", "  attune budget set project '500 USD'",
                    "  attune budget set recipe:config-assistant '20 EUR' --period total"})
    int set(@Parameters(paramLabel = "SCOPE", description = SCOPE) String scope,
            @Parameters(paramLabel = "LIMIT", description = "Like '500 USD'.") String limit,
            @Option(names = "--period", paramLabel = "PERIOD", defaultValue = "monthly", description = PERIOD) String period,
            @Option(names = "--notices", paramLabel = "PERCENT", split = ",", description = "At which percentages of the limit somebody is told (default: 50,80,100).") @Nullable List<Integer> notices) {
        ObjectNode wish = Json.object().put("scope", scope).put("span", period);
        wish.set("limit", money(limit));
        if (notices != null) {
            var percentages = wish.putArray("notices");
            notices.forEach(percentages::add);
        }
        Optional<JsonNode> known = find(scope, period, Json.text(wish, "/limit/currency"));
        JsonNode answer = cli.api().put(PATH, wish, known.map(budget -> Map.of("If-Match", tag(budget))).orElse(
                Map.of("If-None-Match", "*")));
        cli.show(answer, budget -> List.of(scope(budget) + " " + period + "  " + Columns.money(budget, "/limit") + "  "
                + Columns.money(budget, "/remaining") + " remaining", "  attune budgets"));
        return 0;
    }

    @Command(name = "remove", description = "Takes a limit away.", footer = {"", "Example:",
            "  attune budget remove team:platform USD --period daily"})
    int remove(@Parameters(paramLabel = "SCOPE", description = SCOPE) String scope,
            @Parameters(paramLabel = "CURRENCY", description = "Of the limit, like USD.") String currency,
            @Option(names = "--period", paramLabel = "PERIOD", defaultValue = "monthly", description = PERIOD) String period) {
        JsonNode budget = find(scope, period, currency).orElseThrow(() -> new CliException(ExitCode.BAD_INPUT,
                "There is no " + period + " budget of " + scope + " in " + currency, "List them with: attune budgets"));
        cli.api().delete(PATH + "/" + ApiClient.encode(Json.text(budget, "/id")), Map.of("If-Match", tag(budget)));
        cli.show(budget, gone -> List.of(scope + " " + period + " removed", "  attune budgets"));
        return 0;
    }

    @Command(name = "labels", description = "The labels that whatever spends money must carry, or says which they are.", footer = {
            "", "Examples:", "  attune budget labels", "  attune budget labels --require team,costCenter",
            "  attune budget labels --require ''"})
    int labels(
            @Option(names = "--require", paramLabel = "LABELS", split = ",", description = "From now on these, and no others.") @Nullable List<String> required) {
        String path = "/api/v1/label-policy";
        JsonNode policy = cli.api().get(path);
        if (required != null) {
            ObjectNode wish = Json.object();
            var labels = wish.putArray("required");
            required.stream().filter(label -> !label.isBlank()).forEach(labels::add);
            policy = cli.api().put(path, wish, Map.of("If-Match", tag(policy)));
        }
        cli.show(policy, answer -> {
            List<JsonNode> labels = Json.list(answer, "/required");
            return List.of(labels.isEmpty()
                    ? "no label is required"
                    : "required: " + String.join(", ", labels.stream().map(JsonNode::asString).sorted().toList()));
        });
        return 0;
    }

    @Command(name = "events", description = "What people should be told about money: notices, overruns, missing rates.", footer = {
            "", "Example:", "  attune budget events"})
    int events() {
        cli.list(cli.api().get("/api/v1/money-events?limit=200"), new Columns().time("WHEN", "/at").text("KIND",
                "/kind").text("WHAT", "/message"));
        return 0;
    }

    /** An amount as the API takes it, from {@code 500 USD}. */
    static ObjectNode money(String text) {
        String[] parts = text.strip().split("\\s+", -1);
        if (parts.length != 2) {
            throw new CliException(ExitCode.BAD_INPUT, "'" + text + "' is no amount of money",
                    "Write it like '500 USD', in quotes.");
        }
        return Json.object().put("amount", parts[0]).put("currency", parts[1].toUpperCase(Locale.ROOT));
    }

    private Optional<JsonNode> find(String scope, String period, String currency) {
        return Json.items(cli.api().get(PATH)).stream().filter(budget -> Json.text(budget, "/scope").equals(scope)
                && Json.text(budget, "/span").equals(period) && Json.text(budget, "/limit/currency").equals(
                        currency)).findFirst();
    }

    private static String tag(JsonNode versioned) {
        return "\"" + Json.whole(versioned, "/version") + "\"";
    }

    private static String scope(JsonNode budget) {
        String scope = Json.text(budget, "/scope");
        return scope.isEmpty() ? "recipe:" + Json.text(budget, "/recipe") : scope;
    }

    private static String note(JsonNode budget) {
        long unconverted = Json.whole(budget, "/unconverted");
        if (unconverted > 0) {
            return unconverted + " charges wait for an exchange rate";
        }
        return Json.text(budget, "/scope").isEmpty() ? "the recipe's own" : "";
    }
}
