package io.attune.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune eval judge}. */
@Command(name = "judge", description = "Win rates, and how far their judge can be believed.", footer = {"",
        "Each pair is judged both ways round; verdicts that disagree are a tie and tell the judge's taste for a side.",
        "Label pairs to know how far the judge agrees with people: attune eval label EVALUATION.", "", "Example:",
        "  attune eval judge eval_…"})
final class EvalJudge implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "EVALUATION", description = "Its id.")
    String id = "";

    EvalJudge(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        JsonNode rates = cli.api().get("/api/v1/evaluations/" + ApiClient.encode(id) + "/win-rates");
        cli.list(rates, new Columns().text("SUITE", "/suite").text("ARM", "/arm").text("AGAINST", "/against").cell(
                "WIN RATE", EvalJudge::rate).count("WINS", "/rate/wins").count("TIES", "/rate/ties").count("LOSSES",
                        "/rate/losses").count("NO VERDICT", "/rate/noVerdict").cell("BY SIDE", EvalJudge::bySide).count(
                                "STEERING", "/rate/steering"));
        if (!cli.wantsJson()) {
            List<JsonNode> items = Json.items(rates);
            items.forEach(rate -> cli.screen().print(Json.text(rate, "/suite") + ": " + Json.text(rate,
                    "/calibration/words") + " (" + Json.text(rate, "/judge") + ", " + Json.text(rate, "/rubric")
                    + ")"));
        }
        return 0;
    }

    static String rate(JsonNode rate) {
        return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", Json.number(rate, "/rate/interval/estimate"),
                Json.number(
                        rate, "/rate/interval/low"), Json.number(rate, "/rate/interval/high"));
    }

    /** On how many pairs the judge took one side both ways round. */
    private static String bySide(JsonNode rate) {
        return "first " + Json.whole(rate, "/rate/firstTwice") + ", second " + Json.whole(rate, "/rate/secondTwice");
    }
}
