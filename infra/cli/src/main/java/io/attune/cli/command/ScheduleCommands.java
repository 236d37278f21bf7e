package io.attune.cli.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** {@code attune schedule}. */
@Command(name = "schedule", aliases = "schedules", description = "Schedules: when recipes run by themselves.", footer = {
        "", "Examples:", "  attune schedules", "  attune schedule next config-assistant --days 30",
        "  attune schedule firings config-assistant", "  attune schedule pause config-assistant"})
final class ScheduleCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/schedules";
    private static final String RECIPE = "The recipe whose schedule is meant.";
    private static final String KEY = "Names the intent (default: a new one each time).";

    private final Cli cli;

    ScheduleCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The schedules, when they are due next and what came of the last time.", footer = {
            "", "Example:", "  attune schedule list"})
    int list() {
        cli.list(cli.api().get(PATH),
                new Columns().text("RECIPE", "/recipe").text("WHEN", "/words", "/cron").text("ZONE", "/zone").cell(
                        "STATE", schedule -> Json.isTrue(schedule, "/paused") ? "paused" : "active").time("NEXT",
                                "/next/0").time("LAST", "/last/firedAt").cell("WHAT CAME OF IT",
                                        schedule -> outcome(schedule, "/last")));
        return 0;
    }

    @Command(name = "show", description = "One schedule: its rules, the next five due times, what events suggest.", footer = {
            "", "Example:", "  attune schedule show config-assistant"})
    int show(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe) {
        JsonNode schedule = cli.api().get(path(recipe, ""));
        JsonNode suggestions = cli.api().get(path(recipe, "/suggestions"));
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(schedule));
            return 0;
        }
        cli.screen().print(lines(schedule, suggestions));
        return 0;
    }

    @Command(name = "next", description = "When a recipe is due, on the schedule's own clock, and what will keep it from starting then.", footer = {
            "", "Examples:", "  attune schedule next config-assistant",
            "  attune schedule next config-assistant --days 365"})
    int next(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe,
            @Option(names = "--days", paramLabel = "N", defaultValue = "30", description = "How far to look (default: 30).") int days) {
        cli.list(cli.api().get(path(recipe, "/next?days=" + days)), new Columns().text("DUE", "/local").time(
                "ON THIS MACHINE", "/at").text("SKIPPED", "/skipped"));
        return 0;
    }

    @Command(name = "firings", description = "What was due and what came of it, newest first: a run, or why there is none.", footer = {
            "", "Examples:", "  attune schedule firings config-assistant",
            "  attune schedule firings config-assistant --limit 200 --json"})
    int firings(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (default: 20).") int limit) {
        cli.list(cli.api().get(path(recipe, "/firings?limit=" + limit)), new Columns().time("DUE", "/scheduledAt").text(
                "CAUSE", "/cause").text("BY", "/actor").cell("WHAT CAME OF IT", firing -> outcome(firing, "")).text(
                        "BEFORE", "/earlier"));
        return 0;
    }

    @Command(name = "run-now", description = "Does now what the schedule would do, paused or not.", footer = {"",
            "With the same --key it is done once, however often the command is given.", "", "Examples:",
            "  attune schedule run-now config-assistant",
            "  attune schedule run-now config-assistant --key after-import-7"})
    int runNow(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe,
            @Option(names = "--key", paramLabel = "KEY", description = KEY) @Nullable String key) {
        cli.show(post(recipe, "/run-now", key, Json.object()), firing -> List.of(outcome(firing, ""),
                "  attune schedule firings " + recipe));
        return 0;
    }

    @Command(name = "pause", description = "Lets due times pass; each is kept as skipped.", footer = {"", "Example:",
            "  attune schedule pause config-assistant"})
    int pause(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe) {
        return change(recipe, "pause");
    }

    @Command(name = "resume", description = "Lets a schedule fire again from now on.", footer = {"",
            "What was due meanwhile is not made up for; see: attune schedule backfill", "", "Example:",
            "  attune schedule resume config-assistant"})
    int resume(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe) {
        return change(recipe, "resume");
    }

    @Command(name = "backfill", description = "Makes up for due times of the past, one after the other.", footer = {"",
            "Each due time is done once: one that started a run, or was backfilled before, stays as it is. A date means",
            "its first moment on this machine.", "", "Examples:",
            "  attune schedule backfill config-assistant --from 2026-11-01 --to 2026-11-15",
            "  attune schedule backfill config-assistant --from 2026-11-01T00:00:00Z --to 2026-11-02T00:00:00+01:00"})
    int backfill(@Parameters(paramLabel = "RECIPE", description = RECIPE) String recipe,
            @Option(names = "--from", required = true, paramLabel = "TIME", description = "The first due time, or before it.") String from,
            @Option(names = "--to", required = true, paramLabel = "TIME", description = "After the last due time.") String to,
            @Option(names = "--key", paramLabel = "KEY", description = KEY) @Nullable String key) {
        JsonNode done = post(recipe, "/backfill", key, Json.object().put("from", instant("--from",
                from).toString()).put(
                        "to", instant("--to", to).toString()));
        cli.list(done, new Columns().time("DUE", "/scheduledAt").cell("WHAT COMES OF IT", firing -> outcome(firing,
                "")).text("BEFORE", "/earlier"));
        return 0;
    }

    private int change(String recipe, String verb) {
        cli.show(cli.api().post(path(recipe, "/" + verb), Json.object()), schedule -> List.of(recipe + " is "
                + (Json.isTrue(schedule, "/paused")
                        ? "paused by " + Json.text(schedule, "/pausedBy")
                        : "active"), "  attune schedule show " + recipe));
        return 0;
    }

    private JsonNode post(String recipe, String verb, @Nullable String key, JsonNode body) {
        return cli.api().post(path(recipe, verb), body, Map.of(ApiClient.IDEMPOTENCY_KEY, key == null
                ? UUID.randomUUID().toString()
                : key));
    }

    private static String path(String recipe, String rest) {
        return PATH + "/" + ApiClient.encode(recipe) + rest;
    }

    private static List<String> lines(JsonNode schedule, JsonNode suggestions) {
        List<String> lines = new ArrayList<>();
        lines.add(Json.text(schedule, "/recipe") + "  " + (Json.isTrue(schedule, "/paused")
                ? "paused by " + Json.text(schedule, "/pausedBy")
                : "active"));
        lines.add("  due        " + Json.text(schedule, "/words") + " (" + Json.text(schedule, "/zone") + ")");
        lines.add("  missed     " + Json.text(schedule, "/misfire") + ", while a run is under way: "
                + Json.text(schedule, "/overlap"));
        for (String part : List.of("holidays", "blackouts", "events")) {
            Json.list(schedule, "/" + part).forEach(item -> lines.add(String.format("  %-11s%s", part,
                    item.stringValue())));
        }
        Json.list(schedule, "/next").forEach(time -> lines.add("  next       " + Columns.time(time.stringValue())));
        String last = outcome(schedule, "/last");
        lines.add("  last       " + (last.isEmpty() ? "never" : last));
        Json.items(suggestions).forEach(each -> lines.add("  suggested  " + Columns.time(Json.text(each, "/madeAt"))
                + " " + Json.text(each, "/words")));
        lines.add("  attune schedule next " + Json.text(schedule, "/recipe"));
        return lines;
    }

    private static Instant instant(String option, String text) {
        try {
            return text.contains("T")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw new CliException(ExitCode.BAD_INPUT, option + " '" + text + "' is no time", List.of(),
                    "Write a date like 2026-11-01 or a time like 2026-11-01T00:00:00Z.", e);
        }
    }

    private static String outcome(JsonNode item, String at) {
        String run = Json.text(item, at + "/run");
        String reason = Json.text(item, at + "/reason");
        return (Json.text(item, at + "/outcome") + (run.isEmpty() ? "" : " " + run)
                + (reason.isEmpty() ? "" : ": " + reason)).strip();
    }
}
