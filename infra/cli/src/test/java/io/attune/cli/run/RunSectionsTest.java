package io.attune.cli.run;

import io.attune.cli.api.Json;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class RunSectionsTest {
    private final RunSections sections = new RunSections(Style.PLAIN, 0);

    @Test
    void theFunnelShowsWhatWasKeptAndDroppedAndWhy() {
        JsonNode run = json("""
                {"dataset":{"name":"config-assistant","number":1,"digest":"sha256:0123456789abcdef","train":850,
                 "validation":50,"test":100,"trainTokens":41234}}""");
        JsonNode version = json("""
                {"funnel":[{"step":"normalize","in":1010,"added":0,"kept":1010,"dropped":0,"merged":0,"changed":12,"reasons":{}},
                 {"step":"exact-duplicates","in":1010,"added":0,"kept":1000,"dropped":0,"merged":10,"changed":0,
                  "reasons":{"same-prompt-and-answer":10}}]}""");

        assertThat(sections.curation(run, version)).containsExactly( //
                "", //
                "Dataset config-assistant@1  0123456789ab", //
                "  STEP                 IN   KEPT  DROPPED  MERGED  CHANGED  WHY", //
                "  normalize         1,010  1,010        –       –       12", //
                "  exact-duplicates  1,010  1,000        –      10        –  same prompt and answer 10", //
                "  split: 850 training (41,234 tokens), 50 validation, 100 test");
    }

    @Test
    void theArmsStandSideBySideWithTheirIntervals() {
        JsonNode figures = json(
                """
                [{"arm":"base","suite":"defaults","measure":"exact-value","interval":{"low":0,"estimate":0.0111,"high":0.03},"examples":90},
                 {"arm":"tuned+retrieval","suite":"defaults","measure":"exact-value","interval":{"low":1,"estimate":1,"high":1},"examples":90}]""");

        assertThat(sections.arms(Json.list(figures, ""))).containsExactly( //
                "", //
                "Evaluation  mean and 95 % interval on held-out questions", //
                "  SUITE AND MEASURE      N                  BASE  BASE+RETRIEVAL  TUNED       TUNED+RETRIEVAL", //
                "  defaults exact-value  90  0.011 [0.000, 0.030]               –      –  1.000 [1.000, 1.000]");
    }

    @Test
    void quoteAndBillAreComparedKindByKind() {
        JsonNode run = json("""
                {"quote":{"source":"demo tariff","expected":{"amount":"0.5","currency":"USD"},"lines":[
                  {"kind":"TRAINING","amount":{"amount":"0.30","currency":"USD"}},
                  {"kind":"INFERENCE","amount":{"amount":"0.20","currency":"USD"}}]},
                 "bill":[{"kind":"TRAINING","amount":{"amount":"0.28","currency":"USD"}},
                  {"kind":"INFERENCE","amount":{"amount":"0.05","currency":"USD"}},
                  {"kind":"INFERENCE","amount":{"amount":"0.01","currency":"USD"}}]}""");

        assertThat(sections.bill(run)).containsExactly( //
                "", //
                "Quote and bill  demo tariff", //
                "  FOR          QUOTED    BILLED", //
                "  training   0.30 USD  0.28 USD", //
                "  inference  0.20 USD  0.06 USD", //
                "  total      0.50 USD  0.34 USD");
    }

    @Test
    void theVerdictOfRetrievalFirstNamesMeasuredAndAskedFor() {
        JsonNode run = json("""
                {"check":{"enough":false,"bounds":[{"suite":"wording","measure":"loss","value":null,"atLeast":0.5,"met":false},
                 {"suite":"defaults","measure":"exact-value","value":0.98,"atLeast":0.99,"met":false}]}}""");

        assertThat(sections.check(run)).contains("  wording   loss         nothing to measure    ≥ 0.500  ✗",
                "  verdict: retrieval alone does not suffice");
    }

    @Test
    void aBoundThatTooFewExamplesSpeakForIsNotEnoughEvidence() {
        JsonNode run = json(
                """
                {"check":{"enough":false,"bounds":[{"suite":"defaults","measure":"exact-value","value":1.0,"atLeast":0.99,
                 "met":false,"verdict":"NOT_ENOUGH_EVIDENCE","examples":12,"minimum":30}]}}""");

        assertThat(sections.check(run)).contains("  verdict: not enough evidence that retrieval suffices").anySatisfy(
                line -> assertThat(line).contains("not enough evidence: 12 of 30 examples"));
    }

    @Test
    void aFailureNamesWhatHappenedAndTheNextStep() {
        JsonNode run = json(
                """
                {"id":"run_1","state":"FAILED","ended":true,"failure":{"code":"provider-unreachable","kind":"OUTSIDE",
                 "message":"http://127.0.0.1:9/v1 does not answer","nextStep":"Check the connection 'sandbox'.","during":"UPLOADING"}}""");

        assertThat(sections.ending(run)).containsExactly("",
                "failed while uploading: http://127.0.0.1:9/v1 does not answer", "  Check the connection 'sandbox'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"state\":\"SUCCEEDED\",\"ended\":true}|DONE",
            "{\"state\":\"SUCCEEDED\",\"ended\":true,\"gates\":{\"passed\":true}}|DONE",
            "{\"state\":\"SUCCEEDED\",\"ended\":true,\"gates\":{\"passed\":false}}|NO",
            "{\"state\":\"SKIPPED\",\"ended\":true}|DONE", "{\"state\":\"CANCELLED\",\"ended\":true}|NO",
            "{\"state\":\"FAILED\",\"ended\":true,\"failure\":{\"kind\":\"REFUSED\"}}|REFUSED",
            "{\"state\":\"FAILED\",\"ended\":true,\"failure\":{\"kind\":\"INVALID\"}}|BAD_INPUT",
            "{\"state\":\"FAILED\",\"ended\":true,\"failure\":{\"kind\":\"OUTSIDE\"}}|OUTSIDE",
            "{\"state\":\"AWAITING_APPROVAL\",\"ended\":false,\"waitingFor\":\"approval\"}|WAITS"})
    void theExitCodeTellsHowARunEnded(String run, ExitCode expected) {
        assertThat(RunEnd.exitCode(json(run))).isEqualTo(expected);
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }
}
