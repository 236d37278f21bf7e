package io.attune.cli.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.failure.Pause;
import io.attune.cli.terminal.Bar;
import io.attune.cli.terminal.Live;
import io.attune.cli.terminal.Screen;
import tools.jackson.databind.JsonNode;

/**
 * Follows a run: a bar or the loss curve at the bottom, above it each thing the run learns, once. Breaking off loses
 * nothing, the run goes on.
 */
public final class RunFollower {
    private static final Duration LOOK_EVERY = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ApiClient api;
    private final Screen screen;
    private final InstantSource clock;
    private final Pause pause;
    private final String id;
    private final boolean quiet;
    private final Set<String> shown = new TreeSet<>();
    private final LossCurve curve = new LossCurve();
    private long ticks;

    /**
     * Prepares to follow.
     *
     * @param quiet shows progress only, no sections, as when the answer is wanted as JSON
     */
    public RunFollower(ApiClient api, Screen screen, InstantSource clock, Pause pause, String id, boolean quiet) {
        this.api = api;
        this.screen = screen;
        this.clock = clock;
        this.pause = pause;
        this.id = id;
        this.quiet = quiet;
    }

    /** Follows until the run ends or waits for a person, and returns it as it is then. */
    public JsonNode follow() {
        JsonNode run = untilEnd();
        if (!quiet) {
            screen.print(sections().ending(run));
        }
        return run;
    }

    private JsonNode untilEnd() {
        try (Live live = Live.on(screen, clock)) {
            JsonNode run = look();
            while (!RunEnd.isReached(run)) {
                showSections(run);
                live.show(moving(run), plain(run));
                pause.await(LOOK_EVERY);
                run = look();
            }
            showSections(run);
            return run;
        }
    }

    /** Asks for the run, with patience for a platform that is being started anew. */
    private JsonNode look() {
        Instant giveUp = clock.instant().plus(PATIENCE);
        while (true) {
            try {
                JsonNode run = api.get("/api/v1/runs/" + ApiClient.encode(id));
                if (isTraining(run)) {
                    loadMetrics();
                }
                return run;
            } catch (CliException e) {
                if (e.exitCode() != ExitCode.OUTSIDE || !clock.instant().isBefore(giveUp)) {
                    throw e;
                }
                pause.await(LOOK_EVERY.multipliedBy(3));
            }
        }
    }

    private void loadMetrics() {
        curve.add(Json.items(api.get("/api/v1/runs/" + ApiClient.encode(id) + "/metrics?afterStep="
                + curve.lastStep())));
    }

    private static boolean isTraining(JsonNode run) {
        return !Json.text(run, "/job/id").isEmpty() && (Json.text(run, "/state").equals("TRAINING")
                || Json.text(run, "/state").equals("CANCELLING"));
    }

    private RunSections sections() {
        return new RunSections(screen.style(), screen.width());
    }

    private void showSections(JsonNode run) {
        if (quiet) {
            return;
        }
        RunSections sections = sections();
        if (has(run, "/dataset") && first("dataset")) {
            screen.print(sections.curation(run, datasetVersion(run)));
        }
        if (has(run, "/check") && first("check")) {
            screen.print(sections.check(run));
        }
        if (has(run, "/plan") && first("plan")) {
            screen.print(sections.plan(run));
        }
        if (has(run, "/quote") && first("quote")) {
            screen.print(sections.quote(run));
        }
        if (has(run, "/job") && !isTraining(run) && first("curve")) {
            showCurve(run, sections);
        }
        if (has(run, "/gates") && first("gates")) {
            screen.print(sections.arms(Json.items(api.get("/api/v1/runs/" + ApiClient.encode(id) + "/evaluation"))));
            JsonNode report = api.get("/api/v1/runs/" + ApiClient.encode(id) + "/report");
            ReportView view = new ReportView(screen.style(), screen.width());
            screen.print(view.winners(report));
            screen.print(view.costs(report));
            screen.print(sections.gates(run));
        }
        if (RunEnd.isReached(run) && first("end")) {
            screen.print(sections.registration(run));
            screen.print(sections.bill(run));
        }
    }

    private void showCurve(JsonNode run, RunSections sections) {
        loadMetrics();
        if (curve.isEmpty()) {
            return;
        }
        List<String> lines = sections.heading("Training", Json.text(run, "/job/id") + "  " + trainedTokens(run));
        curve.render(screen.style(), screen.terminalWidth() - 2).forEach(line -> lines.add("  " + line));
        screen.print(lines);
    }

    private static String trainedTokens(JsonNode run) {
        long tokens = Json.whole(run, "/job/trainedTokens");
        return tokens == 0 ? "" : io.attune.cli.terminal.Format.count(tokens) + " tokens trained";
    }

    private JsonNode datasetVersion(JsonNode run) {
        try {
            return api.get("/api/v1/datasets/" + ApiClient.encode(Json.text(run, "/dataset/name")) + "/versions/"
                    + Json.text(run, "/dataset/number"));
        } catch (CliException e) {
            return Json.object();
        }
    }

    private List<String> moving(JsonNode run) {
        int width = screen.terminalWidth() - 1;
        List<String> lines = new ArrayList<>();
        if (isTraining(run) && !curve.isEmpty()) {
            lines.add("");
            lines.addAll(curve.render(screen.errorStyle(), width));
        }
        long total = Json.whole(run, "/progress/total");
        if (total > 0) {
            lines.add(Bar.line(screen.errorStyle(), Stages.label(run), Json.whole(run, "/progress/done"), total,
                    Json.text(run, "/progress/note"), width));
        } else {
            lines.add(Bar.spinner(screen.errorStyle(), ticks++, Stages.label(run), width));
        }
        String trouble = Json.text(run, "/trouble/message");
        if (!trouble.isEmpty()) {
            lines.add(screen.errorStyle().yellow("trying again: ") + trouble);
        }
        return lines;
    }

    private static String plain(JsonNode run) {
        long total = Json.whole(run, "/progress/total");
        return Stages.label(run) + (total > 0 ? " " + Json.whole(run, "/progress/done") + "/" + total : " …");
    }

    private boolean first(String section) {
        return shown.add(section);
    }

    private static boolean has(JsonNode run, String pointer) {
        JsonNode part = run.at(pointer);
        return !part.isMissingNode() && !part.isNull();
    }
}
