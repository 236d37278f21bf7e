package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune policy promotions}. */
@Command(name = "promotions", description = {"What every promotion takes, whatever its recipe asks.",
        "A recipe may ask for more, never for less. An alias that a rule names is moved by promotions alone,",
        "or by an approver who says why."}, footer = {"", "Examples:", "  attune policy promotions",
                "  attune policy promotions set champion --approvals 2 --gates",
                "  attune policy promotions set 'prod-*' --approvals 1",
                "  attune policy promotions remove 'prod-*'"})
final class PromotionPolicyCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/policies/promotions";
    private static final String PATTERN = "An alias, or a pattern in which * stands for any characters.";

    private final Cli cli;

    PromotionPolicyCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return show();
    }

    @Command(name = "show", description = "The policy in force.", footer = {"", "Example:",
            "  attune policy promotions show"})
    int show() {
        cli.show(cli.api().get(PATH), this::lines);
        return 0;
    }

    @Command(name = "set", description = "Asks that much of every promotion to an alias; takes an approver.", footer = {
            "", "Example:", "  attune policy promotions set champion --approvals 2 --gates"})
    int set(@Parameters(paramLabel = "ALIAS", description = PATTERN) String alias,
            @Option(names = "--approvals", required = true, paramLabel = "N", description = "How many people must approve at least: 0, 1 or 2.") int approvals,
            @Option(names = "--gates", description = "Gates must have been judged, and hold.") boolean gates) {
        return put(alias, Json.object().put("alias", alias).put("approvals", approvals).put("gates", gates));
    }

    @Command(name = "remove", description = "Takes a rule back; takes an approver.", footer = {"", "Example:",
            "  attune policy promotions remove champion"})
    int remove(@Parameters(paramLabel = "ALIAS", description = "As it was set.") String alias) {
        return put(alias, null);
    }

    @Command(name = "history", description = "Every version, who set it and when.", footer = {"", "Example:",
            "  attune policy promotions history"})
    int history() {
        cli.list(cli.api().get(PATH + "/history"), new Columns().count("VERSION", "/version").time("SET",
                "/setAt").text("BY", "/setBy").cell("RULES", one -> String.join("; ", rules(one))).text("DIGEST",
                        "/digest"));
        return 0;
    }

    /** Puts the rules in force with one of them exchanged, in place of the version that was seen. */
    private int put(String alias, @org.jspecify.annotations.Nullable ObjectNode rule) {
        JsonNode before = cli.api().get(PATH);
        ObjectNode wish = Json.object();
        ArrayNode rules = wish.putArray("rules");
        Json.list(before, "/rules").stream().filter(other -> !Json.text(other, "/alias").equals(alias)).forEach(
                rules::add);
        if (rule != null) {
            rules.add(rule);
        }
        cli.show(cli.api().put(PATH, wish, Map.of("If-Match", "\"" + Json.text(before, "/version") + "\"")),
                this::lines);
        return 0;
    }

    private List<String> lines(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        List<String> rules = rules(answer);
        if (rules.isEmpty()) {
            lines.add("no policy: recipes decide alone what a promotion takes");
            lines.add("  attune policy promotions set ALIAS --approvals N");
            return lines;
        }
        lines.add("policy of promotions, version " + Json.text(answer, "/version") + ", set by " + Json.text(answer,
                "/setBy"));
        rules.forEach(rule -> lines.add("  " + rule));
        lines.add("  " + Json.text(answer, "/digest"));
        return lines;
    }

    private static List<String> rules(JsonNode answer) {
        return Json.list(answer, "/rules").stream().map(rule -> Json.text(rule, "/alias") + ": approvals "
                + Json.text(rule, "/approvals") + (Json.isTrue(rule, "/gates") ? ", gates must hold" : "")).toList();
    }
}
