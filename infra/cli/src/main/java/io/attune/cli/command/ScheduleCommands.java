package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune schedule}. */
@Command(name = "schedule", aliases = "schedules", description = "Schedules: when recipes run by themselves.", footer = {
        "", "Examples:", "  attune schedules", "  attune schedule run-now config-assistant",
        "  attune schedule pause config-assistant"})
final class ScheduleCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/schedules";
    private static final String RECIPE = "The recipe whose schedule is meant.";

    private final Cli cli;

    ScheduleCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The schedules, when they fire next and what came of the last time.", footer = {
            "", "Example:", "  attune schedule list"})
    int list() {
        cli.list(cli.api().get(PATH),
                new Columns().text("RECIPE", "/recipe").text("WHEN", "/words", "/cron").text("ZONE", "/zone").cell(
                        "STATE", schedule -> Json.isTrue(schedule, "/paused") ? "paused" : "active").time("NEXT",
                                "/next/0").time("LAST", "/last/firedAt").cell("WHAT CAME OF IT",
                                        ScheduleCommands::outcome));
        return 0;
    }

    @Command(name = "run-now", description = "Does now what the schedule would do.", footer = {"", "Example:",
            "  attune schedule run-now config-assistant"})
    int runNow(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe) {
        return change(recipe, "run-now");
    }

    @Command(name = "pause", description = "Lets a schedule rest.", footer = {"", "Example:",
            "  attune schedule pause config-assistant"})
    int pause(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe) {
        return change(recipe, "pause");
    }

    @Command(name = "resume", description = "Lets a schedule fire again.", footer = {"", "Example:",
            "  attune schedule resume config-assistant"})
    int resume(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe) {
        return change(recipe, "resume");
    }

    private int change(String recipe, String verb) {
        cli.show(cli.api().post(PATH + "/" + ApiClient.encode(recipe) + "/" + verb, Json.object()),
                answer -> List.of(recipe + "  " + verb + " done", "  attune schedules"));
        return 0;
    }

    private static String outcome(JsonNode schedule) {
        String run = Json.text(schedule, "/last/run");
        String reason = Json.text(schedule, "/last/reason");
        return (Json.text(schedule, "/last/outcome") + (run.isEmpty() ? "" : " " + run)
                + (reason.isEmpty() ? "" : ": " + reason)).strip();
    }
}
