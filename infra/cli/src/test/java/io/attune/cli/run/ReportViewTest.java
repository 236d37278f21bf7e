package io.attune.cli.run;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Style;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ReportViewTest {
    private static final JsonNode REPORT = Json.read(
            """
            {"suites":[{"suite":"limits","asks":"limits@2","questions":120,"notes":["the suite was withdrawn"],
             "overlaps":[{"arm":"tuned","training":"tone@1","questions":4,"items":["q0"],
              "without":{"exact-value":{"arm":"tuned","interval":{"low":0.1,"estimate":0.2,"high":0.3},"examples":116}}}],
             "arms":[{"arm":"base","answers":120,"noAnswer":{"timed-out":3},"thousandAnswers":null},
              {"arm":"tuned","answers":120,"noAnswer":{},"thousandAnswers":{"amount":"1.5","currency":"USD"}}],
             "measures":[{"measure":"exact-value","higherIsBetter":true,
              "arms":[{"arm":"base","interval":{"low":0.0,"estimate":0.1,"high":0.25},"examples":120},
               {"arm":"tuned","interval":{"low":0.75,"estimate":0.9,"high":1.0},"examples":120}],
              "verdict":{"winner":"tuned","leader":"tuned","over":"base",
               "difference":{"low":0.7,"estimate":0.8,"high":0.9},"p":0.001,"pairs":120,"needed":null},
              "groups":[{"attribute":"area","value":"names","questions":20,"arms":[],
               "verdict":{"winner":null,"leader":"base","over":"tuned",
                "difference":{"low":-0.1,"estimate":0.05,"high":0.2},"p":0.4,"pairs":20,"needed":1500}}]}]}]}""").orElseThrow();

    private final ReportView view = new ReportView(Style.PLAIN, 0);

    @Test
    void eachArmHasABarWithItsInterval() {
        assertThat(view.whole(REPORT)).contains("limits  120 questions of limits@2  mean and 95 % interval",
                "  the suite was withdrawn", "  exact-value",
                "    base   ▒▒▒▒▒▒··················  0.100 [0.000, 0.250]  n=120",
                "    tuned  ██████████████████▒▒▒▒▒▒  0.900 [0.750, 1.000]  n=120");
    }

    @Test
    void whoWinsEachGroupIsSaidWithItsDifferenceOrThatThereIsNotEnoughEvidence() {
        assertThat(view.winners(REPORT)).anySatisfy(line -> assertThat(line).containsPattern(
                "limits exact-value +all +120 +tuned +\\+0.800 \\[\\+0.700, \\+0.900\\] over base")).anySatisfy(
                        line -> assertThat(line).containsPattern(
                                "area names +20 +not enough evidence +base leads \\+0.050 .* over tuned; about 1,500 questions would show it"));
    }

    @Test
    void whatAThousandAnswersCostAndWhatWasNoAnswerStandBesideTheArms() {
        assertThat(view.costs(REPORT)).anySatisfy(line -> assertThat(line).containsPattern(
                "limits +base +120 +no price +timed-out 3")).anySatisfy(line -> assertThat(line).containsPattern(
                        "limits +tuned +120 +1.50 USD +–"));
    }

    @Test
    void anArmThatWasTrainedOnQuestionsIsNamedWithItsMeasureWithoutThem() {
        assertThat(view.whole(REPORT)).anySatisfy(line -> assertThat(line).contains(
                "tuned was trained on 4 of these questions (tone@1); without them: exact-value 0.200 [0.100, 0.300]"));
    }

    @Test
    void ofASingleQuestionThereIsNoIntervalAndFewerThanTheMinimumAreCalledTooFew() {
        JsonNode report = Json.read(
                """
                {"suites":[{"suite":"one","asks":"test","questions":1,"measures":[{"measure":"loss","higherIsBetter":false,
                  "arms":[{"arm":"base","interval":{"low":null,"estimate":0.1,"high":null},"examples":1},
                   {"arm":"tuned","interval":{"low":0.75,"estimate":0.9,"high":1.0},"examples":40}],
                  "verdict":{"winner":null,"leader":"base","over":"tuned",
                   "difference":{"low":null,"estimate":-0.8,"high":null},"p":1,"pairs":1,"needed":30,"minimum":30}}]}]}""").orElseThrow();

        assertThat(view.whole(report)).noneMatch(line -> line.contains("NaN")).contains(
                "    base   ························  0.100 [too few]  n=1",
                "    tuned  ██████████████████▒▒▒▒▒▒  0.900 [0.750, 1.000]  n=40").anySatisfy(line -> assertThat(
                        line).contains("not enough evidence", "base leads -0.800 [too few] over tuned",
                                "; 1 of at least 30 questions; about 30 questions would show it"));
    }
}
