package io.attune.cli.command;

import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code attune deployment}. */
@Command(name = "deployment", aliases = "deployments", description = "What is served, by which version, with which knowledge.", footer = {
        "", "Example:", "  attune deployments"})
final class DeploymentCommands implements Callable<Integer> {
    private final Cli cli;

    DeploymentCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The deployments.", footer = {"", "Example:", "  attune deployment list"})
    int list() {
        cli.list(cli.api().get("/api/v1/deployments"), new Columns().text("DEPLOYMENT", "/name").count("REVISION",
                "/revision").text("MODEL", "/model").text("ALIAS", "/alias").cell("SERVING",
                        DeploymentCommands::serving).text(
                                "KNOWLEDGE", "/knowledgeBase", "/noKnowledgeReason").time("SINCE", "/deployedAt"));
        return 0;
    }

    private static String serving(JsonNode deployment) {
        String withheld = Json.text(deployment, "/quarantine/ref");
        return withheld.isEmpty() ? Json.text(deployment, "/serving/ref") : "none: " + withheld + " is quarantined";
    }
}
