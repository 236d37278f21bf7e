package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.run.ReportView;
import io.attune.cli.run.RunEnd;
import io.attune.cli.run.RunFollower;
import io.attune.cli.run.RunSections;
import io.attune.cli.run.Stages;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune run}. */
@Command(name = "run", aliases = "runs", description = "Runs: start, follow, explain, approve, cancel.", footer = {"",
        "Examples:", "  attune run start config-assistant --wait", "  attune runs",
        "  attune run why run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b"})
final class RunCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/runs";
    private static final String ID = "The run's id, as listed by: attune runs.";

    private final Cli cli;

    RunCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list(null, 20);
    }

    @Command(name = "list", description = "The newest runs.", footer = {"", "Examples:", "  attune run list",
            "  attune run list --recipe config-assistant --json"})
    int list(
            @Option(names = "--recipe", paramLabel = "NAME", description = "Only this recipe's.") @Nullable String recipe,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many (default: 20).") int limit) {
        String filter = recipe == null ? "" : "&recipe=" + ApiClient.encode(recipe);
        cli.list(cli.api().get(PATH + "?limit=" + limit + filter), new Columns().text("RUN", "/id").text("RECIPE",
                "/recipe").text("TARGET", "/target").cell("STATE", RunCommands::state).time("STARTED",
                        "/createdAt").money("BILL",
                                "/billTotal").cell("MODEL", run -> Json.text(run, "/model/model").isEmpty()
                                        ? ""
                                        : Json.text(run, "/model/model") + "@" + Json.text(run, "/model/number")));
        return 0;
    }

    @Command(name = "start", description = "Starts a run of a recipe.", footer = {"",
            "With the same --key the same run is meant, however often the command is given: safe in cron and CI.", "",
            "Examples:", "  attune run start config-assistant", "  attune run start config-assistant --wait",
            "  attune run start config-assistant --key nightly-2026-11-22",
            "  attune run start hotfix --priority 10",
            "  attune run start support-tone --target house --force"})
    int start(@Parameters(paramLabel = "RECIPE", description = "The recipe's name.") String recipe,
            @Option(names = "--key", paramLabel = "KEY", description = "Names the intent (default: a new one each time).") @Nullable String key,
            @Option(names = "--target", paramLabel = "TARGET", description = "Train at this target of the recipe alone.") @Nullable String target,
            @Option(names = "--force", description = "Train even what equals the version in service.") boolean force,
            @Option(names = "--priority", paramLabel = "N", defaultValue = "0", description = "Where the connection has no free slot, higher goes first, and at the same priority the older run (default: 0; -100 to 100).") int priority,
            @Option(names = "--wait", description = "Follow the run until it ends.") boolean wait) {
        ObjectNode wish = Json.object().put("recipe", recipe).put("priority", priority);
        if (target != null) {
            wish.put("target", target);
        }
        if (force) {
            wish.put("force", true);
        }
        return started(cli.api().post(PATH, wish, intent(key)), wait);
    }

    @Command(name = "retry", description = {"Tries an ended run again, as a run of its own.",
            "It takes over what the run before had before that step; money is held anew."}, footer = {"",
                    "Steps: curate, check, quote (takes over the dataset), evaluate (takes over the paid training).",
                    "", "Example:", "  attune run retry run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b --from evaluate"})
    int retry(@Parameters(paramLabel = "RUN", description = ID) String id,
            @Option(names = "--from", paramLabel = "STEP", defaultValue = "curate", description = "Where to begin (default: curate).") String from,
            @Option(names = "--key", paramLabel = "KEY", description = "Names the intent (default: a new one each time).") @Nullable String key,
            @Option(names = "--wait", description = "Follow the run until it ends.") boolean wait) {
        return started(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/retry", Json.object().put("from", from),
                intent(key)), wait);
    }

    @Command(name = "elsewhere", description = "Trains an ended run's dataset at another target of the same recipe.", footer = {
            "", "Example:", "  attune run elsewhere run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b --target house"})
    int elsewhere(@Parameters(paramLabel = "RUN", description = ID) String id,
            @Option(names = "--target", paramLabel = "TARGET", required = true, description = "As the recipe calls it.") String target,
            @Option(names = "--key", paramLabel = "KEY", description = "Names the intent (default: a new one each time).") @Nullable String key,
            @Option(names = "--wait", description = "Follow the run until it ends.") boolean wait) {
        return started(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/elsewhere", Json.object().put("target",
                target), intent(key)), wait);
    }

    private static Map<String, String> intent(@Nullable String key) {
        return Map.of(ApiClient.IDEMPOTENCY_KEY, key == null ? UUID.randomUUID().toString() : key);
    }

    /** Of several runs of one start the first is followed; the others are named. */
    private int started(JsonNode run, boolean wait) {
        String id = Json.text(run, "/id");
        if (wait) {
            return watch(id);
        }
        cli.show(run, it -> {
            List<String> lines = new ArrayList<>(List.of(cli.screen().style().green("started") + "  " + id));
            Json.list(run, "/group/targets").stream().filter(member -> !Json.text(member, "/run").isEmpty()
                    && !Json.text(member, "/run").equals(id)).forEach(member -> lines.add("         " + Json.text(
                            member, "/run") + "  " + Json.text(member, "/target")));
            lines.add("  attune run watch " + id);
            return lines;
        });
        return 0;
    }

    @Command(name = "watch", description = "Follows a run until it ends or waits for a person.", footer = {"",
            "Breaking off with Ctrl-C does not stop the run. The exit code tells how it ended.", "", "Example:",
            "  attune run watch run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b"})
    int watch(@Parameters(paramLabel = "RUN", description = ID) String id) {
        JsonNode run;
        try (Interruption _ = Interruption.says(cli, "The run goes on; follow it again with: attune run watch " + id)) {
            run = new RunFollower(cli.api(), cli.screen(), cli.clock(), cli.pause(), id, cli.wantsJson()).follow();
        }
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(run));
        }
        return RunEnd.exitCode(run).number();
    }

    @Command(name = "show", description = "What a run has done so far, with its figures and its bill.", footer = {"",
            "Example:", "  attune run show run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b"})
    int show(@Parameters(paramLabel = "RUN", description = ID) String id) {
        JsonNode run = run(id);
        cli.show(run, this::sections);
        return 0;
    }

    @Command(name = "report", description = "What a run's evaluation found: every arm with its interval, who wins where, costs.", footer = {
            "", "Example:", "  attune run report run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b"})
    int report(@Parameters(paramLabel = "RUN", description = ID) String id,
            @Option(names = "--suite", paramLabel = "SUITE", defaultValue = "", description = "Only this suite.") String suite) {
        JsonNode report = cli.api().get(PATH + "/" + ApiClient.encode(id) + "/report?" + DatasetCommands.query("suite",
                suite));
        cli.show(report, it -> new ReportView(cli.screen().style(), cli.screen().width()).whole(it));
        return 0;
    }

    private JsonNode report(String id) {
        return cli.api().get(PATH + "/" + ApiClient.encode(id) + "/report");
    }

    @Command(name = "why", description = "What happened to a run, line by line, and the next command.", footer = {"",
            "Example:", "  attune run why run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b"})
    int why(@Parameters(paramLabel = "RUN", description = ID) String id) {
        JsonNode run = run(id);
        JsonNode events = cli.api().get(PATH + "/" + ApiClient.encode(id) + "/events?after=0");
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(Json.object().set("run", run).set(
                    "events", events)));
            return RunEnd.exitCode(run).number();
        }
        cli.list(events, new Columns().time("AT", "/at").cell("STATE", line -> lower(Json.text(line, "/state"))).text(
                "WHAT HAPPENED", "/message"));
        RunSections sections = new RunSections(cli.screen().style(), cli.screen().width());
        if (!run.at("/gates/passed").isMissingNode()) {
            cli.screen().print(sections.gates(run));
        }
        cli.screen().print(sections.ending(run));
        String bill = Columns.money(run, "/billTotal");
        cli.screen().print("billed so far: " + (bill.isEmpty() ? "nothing" : bill));
        return RunEnd.exitCode(run).number();
    }

    @Command(name = "cancel", description = "Stops a run; what the provider has trained is paid.", footer = {"",
            "Example:", "  attune run cancel run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b"})
    int cancel(@Parameters(paramLabel = "RUN", description = ID) String id) {
        return decided(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/cancel", Json.object()),
                "cancel requested");
    }

    @Command(name = "approve", description = "Lets a run spend what its quote says.", footer = {"", "Example:",
            "  attune run approve run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b"})
    int approve(@Parameters(paramLabel = "RUN", description = ID) String id) {
        return decided(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/approve", Json.object()), "approved");
    }

    @Command(name = "decide", description = "Whether to train although retrieval suffices.", footer = {"", "Examples:",
            "  attune run decide run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b --no-train"})
    int decide(@Parameters(paramLabel = "RUN", description = ID) String id,
            @Option(names = "--train", negatable = true, required = true, description = "Train, or deploy the base model.") boolean train) {
        return decided(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/decide", Json.object().put("train", train)),
                train ? "decided to train" : "decided to deploy the base model");
    }

    @Command(name = "overrun", description = "Lets a run go on that has cost more than it held, and holds more for it.", footer = {
            "", "To stop it instead: attune run cancel RUN", "", "Examples:",
            "  attune run overrun run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b",
            "  attune run overrun run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b --hold '5 USD'"})
    int overrun(@Parameters(paramLabel = "RUN", description = ID) String id,
            @Option(names = "--hold", paramLabel = "MONEY", description = "How much more is held (default: what is missing, and as much again as was held).") @Nullable String hold) {
        ObjectNode wish = Json.object();
        if (hold != null) {
            String[] parts = hold.strip().split("\\s+");
            wish.putObject("hold").put("amount", parts[0]).put("currency", parts.length == 2 ? parts[1] : "");
        }
        return decided(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/overrun", wish), "goes on");
    }

    @Command(name = "waive", description = "Lets a version pass a gate that does not hold; the reason and your name are kept.", footer = {
            "", "Example:",
            "  attune run waive run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b --gate 2 --reason 'the suite asks for a removed feature'"})
    int waive(@Parameters(paramLabel = "RUN", description = ID) String id,
            @Option(names = "--gate", paramLabel = "N", required = true, description = "The gate's number, as attune run show tells it.") int gate,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it may pass.") String reason) {
        return decided(cli.api().post(PATH + "/" + ApiClient.encode(id) + "/gates/" + gate + "/waive",
                Json.object().put("reason", reason)), "waived");
    }

    private int decided(JsonNode run, String what) {
        cli.show(run, answer -> List.of(cli.screen().style().green(what) + "  " + Json.text(answer, "/id"),
                "  attune run watch " + Json.text(answer, "/id")));
        return 0;
    }

    private JsonNode run(String id) {
        return cli.api().get(PATH + "/" + ApiClient.encode(id));
    }

    private List<String> sections(JsonNode run) {
        RunSections sections = new RunSections(cli.screen().style(), cli.screen().width());
        List<String> lines = new ArrayList<>();
        lines.add(cli.screen().style().bold(Json.text(run, "/id")) + "  " + Json.text(run, "/recipe") + " version "
                + Json.text(run, "/recipeVersion") + ", " + state(run) + ", started "
                + Columns.time(Json.text(run, "/createdAt")) + " by " + Json.text(run, "/startedBy"));
        lines.addAll(sections.group(run));
        if (!run.at("/dataset/name").isMissingNode()) {
            lines.addAll(sections.curation(run, cli.api().get("/api/v1/datasets/"
                    + ApiClient.encode(Json.text(run, "/dataset/name")) + "/versions/"
                    + Json.text(run, "/dataset/number"))));
        }
        if (!run.at("/check/bounds").isMissingNode()) {
            lines.addAll(sections.check(run));
        }
        if (!run.at("/plan/reason").isMissingNode()) {
            lines.addAll(sections.plan(run));
        }
        if (!run.at("/gates/passed").isMissingNode()) {
            lines.addAll(sections.arms(Json.items(
                    cli.api().get(PATH + "/" + ApiClient.encode(Json.text(run, "/id")) + "/evaluation"))));
            JsonNode report = report(Json.text(run, "/id"));
            ReportView view = new ReportView(cli.screen().style(), cli.screen().width());
            lines.addAll(view.winners(report));
            lines.addAll(view.costs(report));
            lines.addAll(sections.gates(run));
        }
        lines.addAll(sections.registration(run));
        lines.addAll(sections.bill(run));
        lines.addAll(sections.ending(run));
        return lines;
    }

    private static String state(JsonNode run) {
        String waits = Json.text(run, "/waitingFor");
        return waits.isEmpty()
                ? Json.isTrue(run, "/ended")
                        ? lower(Json.text(run, "/state"))
                        : lower(Stages.label(run))
                : "waits for " + waits;
    }

    private static String lower(String text) {
        return text.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
