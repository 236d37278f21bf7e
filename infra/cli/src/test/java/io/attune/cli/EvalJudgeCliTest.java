package io.attune.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands on judges and labels, against a small real server in the platform's place. */
class EvalJudgeCliTest {
    private static final String EVALUATION = "/api/v1/evaluations/eval_1";
    private static final String RATES = """
            {"items":[{"suite":"tone","arm":"tuned","against":"base","judge":"judge-model at judge","rubric":"tone.md ab12",
             "rate":{"items":40,"wins":24,"ties":6,"losses":9,"noVerdict":1,"firstTwice":3,"secondTwice":2,"wavering":1,
              "steering":4,"interval":{"low":0.54,"estimate":0.675,"high":0.79}},
             "calibration":{"words":"agrees with people on 18 of 20"}}],"nextCursor":null}""";
    private static final String PAIRS = """
            {"items":[
             {"pair":"p1","question":"How do I reset it?","first":"Hold the button.","second":"Sell it."},
             {"pair":"p2","question":"And then?","first":"Wait.","second":"Do wait."},
             {"pair":"p3","question":"How long?","first":"Ten seconds.","second":"An hour."},
             {"pair":"p4","question":"Never shown?","first":"x","second":"y"}],"nextCursor":null}""";

    @TempDir
    Path root;

    private final InputStream keyboard = System.in;
    private CliStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new CliStage(root).on("GET " + EVALUATION + "/win-rates", RATES);
    }

    @AfterEach
    void stop() {
        System.setIn(keyboard);
        stage.close();
    }

    @Test
    void winRatesStandWithTheirIntervalAndHowFarTheJudgeIsBelieved() {
        assertThat(stage.run("eval", "judge", "eval_1")).isZero();

        assertThat(stage.screen.out()).containsPattern(
                "tone +tuned +base +0\\.675 \\[0\\.540, 0\\.790\\] +24 +6 +9 +1 +first 3, second 2 +4").contains(
                        "tone: agrees with people on 18 of 20 (judge-model at judge, tone.md ab12)");
    }

    @Test
    void nothingJudgedIsAnEmptyTableAndNoFault() {
        stage.on("GET " + EVALUATION + "/win-rates", "{\"items\":[],\"nextCursor\":null}");

        assertThat(stage.run("eval", "judge", "eval_1")).isZero();
        assertThat(stage.run("eval", "judge", "eval_1", "--json")).isZero();
    }

    @Test
    void aPersonLabelsPairsBlindSkipsAndStops() {
        stage.on("GET " + EVALUATION + "/labels/sample", PAIRS);
        type("1", "what?", "T", "s", "q");

        assertThat(stage.run("eval", "label", "eval_1", "--sample", "4")).isZero();

        assertThat(stage.requests).filteredOn(request -> request.startsWith("GET")).first().asString().contains(
                "/labels/sample?size=4");
        assertThat(stage.requests).filteredOn(request -> request.startsWith("POST")).hasSize(2).satisfiesExactly(
                first -> assertThat(first).contains(EVALUATION + "/labels", "\"pair\":\"p1\"", "\"value\":\"first\""),
                second -> assertThat(second).contains("\"pair\":\"p2\"", "\"value\":\"tie\""));
        assertThat(stage.screen.out() + stage.screen.err()).contains("How do I reset it?", "Hold the button.",
                "'what?' is none of them.", "Labelled: 2", "agrees with people on 18 of 20").doesNotContain("tuned",
                        "base");
    }

    @Test
    void theEndOfTheKeyboardEndsTheLabelling() {
        stage.on("GET " + EVALUATION + "/labels/sample", PAIRS);
        type("2");

        assertThat(stage.run("eval", "label", "eval_1")).isZero();

        assertThat(stage.requests).filteredOn(request -> request.startsWith(
                "POST")).singleElement().asString().contains(
                        "\"value\":\"second\"");
        assertThat(stage.screen.out() + stage.screen.err()).contains("Labelled: 1");
    }

    @Test
    void withoutAPairThereIsNothingToLabel() {
        stage.on("GET " + EVALUATION + "/labels/sample", "{\"items\":[],\"nextCursor\":null}");

        assertThat(stage.run("eval", "label", "eval_1")).isZero();

        assertThat(stage.screen.out() + stage.screen.err()).contains("no judged pair that you have not labelled");
        assertThat(stage.requests).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void labelsOfAFileAreSentFiveHundredAtATime() throws IOException {
        String line = "{\"suite\":\"tone\",\"item\":\"i\",\"arm\":\"tuned\",\"against\":\"base\",\"kind\":\"preference\",\"value\":\"arm\"}\n";
        Path file = Files.writeString(root.resolve("labels.jsonl"), "\n" + String.join("", Collections.nCopies(501,
                line)));

        assertThat(stage.run("eval", "label", "eval_1", "--import", file.toString())).isZero();

        assertThat(stage.requests).filteredOn(request -> request.startsWith("POST")).hasSize(2);
        assertThat(stage.screen.out() + stage.screen.err()).contains("Imported: 501");
    }

    @Test
    void aLineThatIsNoLabelIsNamedAndNothingIsSent() throws IOException {
        Path file = Files.writeString(root.resolve("labels.jsonl"), "{\"suite\":\"tone\"}\nbetter\n");

        assertThat(stage.run("eval", "label", "eval_1", "--import", file.toString())).isEqualTo(2);
        assertThat(stage.screen.err()).contains("labels.jsonl:2 is not a JSON object");
        assertThat(stage.run("eval", "label", "eval_1", "--import", root.resolve("none.jsonl").toString())).isEqualTo(
                2);
        assertThat(stage.requests).isEmpty();
    }

    @Test
    void aComparisonTellsTheWinRateOfItsTwoArms() {
        stage.on("GET /api/v1/evaluations/compare",
                "{\"baseArm\":\"base\",\"headArm\":\"tuned\",\"items\":[],\"nextCursor\":null}");

        assertThat(stage.run("eval", "compare", "eval_1", "eval_1", "--base-arm", "base", "--head-arm",
                "tuned")).isZero();
        assertThat(stage.screen.out()).contains("tone: win rate 0.675 [0.540, 0.790] of tuned against base");
    }

    private static void type(String... lines) {
        System.setIn(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
    }
}
