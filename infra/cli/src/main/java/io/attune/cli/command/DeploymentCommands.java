package io.attune.cli.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

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
                "/revision").text("MODEL", "/model").text("ALIAS", "/alias").text("SERVING", "/serving/ref").text(
                        "KNOWLEDGE", "/knowledgeBase", "/noKnowledgeReason").time("SINCE", "/deployedAt"));
        return 0;
    }
}
