package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune model}. */
@Command(name = "model", aliases = "models", description = "The registry: models, versions, lineage.", footer = {"",
        "Examples:", "  attune models", "  attune model show config-assistant"})
final class ModelCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/models";

    private final Cli cli;

    ModelCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The models, their newest versions and aliases.", footer = {"", "Example:",
            "  attune model list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("MODEL", "/name", "/model").text("VERSIONS", "/versions",
                "/latestVersion", "/newest").cell("ALIASES", ModelCommands::aliases).time("REGISTERED",
                        "/createdAt").text("DESCRIPTION", "/description"));
        return 0;
    }

    @Command(name = "show", description = "A model's versions: where they come from and how good they are.", footer = {
            "", "Examples:", "  attune model show config-assistant", "  attune model show config-assistant --json"})
    int show(
            @Parameters(paramLabel = "MODEL", description = "The model's name, as listed by: attune models.") String model) {
        JsonNode versions = cli.api().get(PATH + "/" + ApiClient.encode(model) + "/versions");
        cli.show(versions, answer -> {
            List<String> lines = new ArrayList<>();
            Json.items(answer).forEach(version -> lines.addAll(view(version)));
            return lines;
        });
        return 0;
    }

    private List<String> view(JsonNode version) {
        List<String> lines = new ArrayList<>();
        lines.add(cli.screen().style().bold(name(version)) + "  registered "
                + Columns.time(Json.text(version, "/registeredAt")));
        JsonNode content = version.at("/content").isObject() ? version.at("/content") : version;
        add(lines, "base model", Json.text(content, "/baseModel"));
        add(lines, "provider model", Json.text(content, "/model/modelId"), Json.text(content,
                "/providerModel/modelId"));
        add(lines, "dataset", reference(content.at("/origin/dataset")));
        add(lines, "run", Json.text(content, "/origin/run"));
        for (JsonNode metric : Json.list(content, "/metrics")) {
            add(lines, Json.text(metric, "/arm"), (Json.text(metric, "/suite") + " " + Json.text(metric, "/measure")
                    + " " + Format.value(Json.number(metric, "/value"))).strip());
        }
        lines.add("");
        return lines;
    }

    private static String name(JsonNode version) {
        String reference = reference(version.at("/ref"));
        return reference.isEmpty() ? Json.text(version, "/model") + "@" + Json.text(version, "/number") : reference;
    }

    private static String reference(JsonNode reference) {
        return reference.isString()
                ? reference.stringValue()
                : Json.text(reference, "/name").isEmpty()
                        ? ""
                        : Json.text(reference, "/name") + "@" + Json.text(reference, "/number");
    }

    private static void add(List<String> lines, String label, String... values) {
        for (String value : values) {
            if (!value.isEmpty()) {
                lines.add("  " + String.format("%-18s", label) + value);
                return;
            }
        }
    }

    private static String aliases(JsonNode model) {
        List<String> aliases = new ArrayList<>();
        JsonNode found = model.at("/aliases");
        if (found.isArray()) {
            found.forEach(alias -> aliases.add(alias.isString()
                    ? alias.stringValue()
                    : Json.text(alias, "/alias") + "=" + Json.text(alias, "/number") + Json.text(alias, "/version")));
        } else {
            found.properties().forEach(alias -> aliases.add(alias.getKey() + "=" + alias.getValue().asString()));
        }
        return String.join(" ", aliases);
    }
}
