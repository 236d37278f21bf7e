package io.attune.cli.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/** {@code attune budget}. */
@Command(name = "budget", aliases = "budgets", description = "Budgets: limit, spent, held.", footer = {"", "Example:",
        "  attune budgets"})
final class BudgetCommands implements Callable<Integer> {
    private final Cli cli;

    BudgetCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "This month's budgets.", footer = {"", "Example:", "  attune budget list"})
    int list() {
        cli.list(cli.api().get("/api/v1/budgets"), new Columns().text("RECIPE", "/recipe").text("MONTH",
                "/month").money("LIMIT", "/limit").money("SPENT", "/spent").money("RESERVED", "/reserved").money(
                        "REMAINING", "/remaining"));
        return 0;
    }
}
