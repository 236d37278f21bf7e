package io.attune.cli.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/** {@code attune policy}: what a project asks of all its recipes. */
@Command(name = "policy", aliases = "policies", description = "What the project asks of all its recipes.", subcommands = {
        GatePolicyCommands.class, PromotionPolicyCommands.class}, footer = {
                "", "Which data may go where is another policy: attune connection policy", "", "Example:",
                "  attune policy gates", "  attune policy promotions"})
final class PolicyGroup implements Callable<Integer> {
    private final Cli cli;

    PolicyGroup(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return new GatePolicyCommands(cli).call();
    }
}
