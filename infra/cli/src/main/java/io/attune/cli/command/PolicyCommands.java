package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune connection policy}. */
@Command(name = "policy", description = "Which data may go where: the project's rules, and those that always hold.", footer = {
        "", "A rule that denies wins over one that allows; what no rule allows is denied.", "", "Examples:",
        "  attune connection policy", "  attune connection policy allow eu-internal --class internal --region eu",
        "  attune connection policy deny no-lab --connection lab --reason 'contract ended'",
        "  attune connection policy remove eu-internal"})
final class PolicyCommands implements Callable<Integer> {
    private static final String RULES = "/api/v1/egress/rules";
    private static final String NAME = "The rule's name: lower-case letters, digits and hyphens.";
    private static final String DATA = "Data classes: public, internal, confidential, restricted.";
    private static final String REGION = "Regions or areas, such as us, eu, us-east-1 (default: everywhere).";
    private static final String CONNECTION = "Connections (default: all).";
    private static final String REASON = "Why, for those who meet it.";

    private final Cli cli;

    PolicyCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The rules.", footer = {"", "Example:", "  attune connection policy list"})
    int list() {
        cli.list(cli.api().get(RULES), new Columns().text("RULE", "/name").text("EFFECT", "/effect").cell("DATA",
                rule -> any(ConnectionCommands.joined(rule, "/dataClasses"))).cell("REGIONS", rule -> any(
                        ConnectionCommands.joined(rule, "/regions"))).cell("CONNECTIONS", rule -> any(
                                ConnectionCommands.joined(rule, "/connections"))).cell("HOLDS", rule -> Json.isTrue(
                                        rule,
                                        "/builtIn") ? "always" : "this project").text("REASON", "/reason"));
        return 0;
    }

    @Command(name = "allow", description = "Lets data go somewhere, or changes the rule of that name.", footer = {"",
            "Example:",
            "  attune connection policy allow eu-internal --class internal,confidential --region eu --retention-days 30"})
    int allow(@Parameters(paramLabel = "RULE", description = NAME) String name,
            @Option(names = "--class", split = ",", required = true, paramLabel = "CLASS", description = DATA) List<String> data,
            @Option(names = "--region", split = ",", defaultValue = "", paramLabel = "REGION", description = REGION) List<String> regions,
            @Option(names = "--connection", split = ",", defaultValue = "", paramLabel = "NAME", description = CONNECTION) List<String> connections,
            @Option(names = "--retention-days", defaultValue = "-1", paramLabel = "N", description = "Only where the vendor's terms keep deleted data for at most so long.") int retentionDays,
            @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = REASON) String reason) {
        ObjectNode rule = rule("allow", data, regions, connections, reason);
        if (retentionDays >= 0) {
            rule.put("retentionDaysMax", retentionDays);
        }
        return put(name, rule);
    }

    @Command(name = "deny", description = "Keeps data from going somewhere, whatever else allows it.", footer = {"",
            "Example:", "  attune connection policy deny not-abroad --class internal --region us"})
    int deny(@Parameters(paramLabel = "RULE", description = NAME) String name,
            @Option(names = "--class", split = ",", defaultValue = "", paramLabel = "CLASS", description = DATA) List<String> data,
            @Option(names = "--region", split = ",", defaultValue = "", paramLabel = "REGION", description = REGION) List<String> regions,
            @Option(names = "--connection", split = ",", defaultValue = "", paramLabel = "NAME", description = CONNECTION) List<String> connections,
            @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = REASON) String reason) {
        return put(name, rule("deny", data, regions, connections, reason));
    }

    @Command(name = "remove", description = "Takes a rule back.", footer = {"", "Example:",
            "  attune connection policy remove eu-internal"})
    int remove(@Parameters(paramLabel = "RULE", description = NAME) String name) {
        cli.show(cli.api().delete(RULES + "/" + ApiClient.encode(name)), answer -> List.of(name + "  removed",
                "  attune connection policy"));
        return 0;
    }

    private int put(String name, ObjectNode rule) {
        cli.show(cli.api().put(RULES + "/" + ApiClient.encode(name), rule), answer -> List.of(
                cli.screen().style().green("set") + "  " + name + ": " + Json.text(answer, "/effect") + " "
                        + any(ConnectionCommands.joined(answer, "/dataClasses")) + " data to "
                        + any(ConnectionCommands.joined(answer, "/regions")), "  attune connection policy"));
        return 0;
    }

    private static ObjectNode rule(String effect, List<String> data, List<String> regions, List<String> connections,
            String reason) {
        ObjectNode rule = Json.object().put("effect", effect);
        ConnectionCommands.words(data).forEach(rule.putArray("dataClasses")::add);
        ConnectionCommands.words(regions).forEach(rule.putArray("regions")::add);
        ConnectionCommands.words(connections).forEach(rule.putArray("connections")::add);
        return reason.isEmpty() ? rule : rule.put("reason", reason);
    }

    private static String any(String list) {
        return list.isEmpty() ? "any" : list;
    }
}
