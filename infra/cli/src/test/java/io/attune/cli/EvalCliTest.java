package io.attune.cli;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands on evaluations, against a small real server in the platform's place. */
class EvalCliTest {
    private static final String EVALUATIONS = "/api/v1/evaluations";
    private static final String RUNNING = """
            {"id":"eval_1","subject":"m@1","run":null,"state":"running","arms":[],"done":4,"total":12,"outcomes":{},
             "problem":{"code":"c","message":"the vendor asks to wait","nextStep":""},"startedBy":"ann",
             "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","figures":[]}""";
    private static final String SUCCEEDED = """
            {"id":"eval_1","subject":"m@1","run":"run_1","state":"succeeded","arms":[],"done":12,"total":12,
             "outcomes":{"ANSWERED":11,"TIMED_OUT":1},"problem":null,"startedBy":"ann",
             "createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z","figures":[
              {"arm":"m@1","suite":"limits@1","measure":"form","interval":{"low":0.7,"estimate":0.9,"high":0.97},"examples":12},
              {"arm":"m@1","suite":"one","measure":"loss","interval":{"low":null,"estimate":0.5,"high":null},"examples":1}]}""";
    private static final String FAILED = """
            {"id":"eval_1","subject":"m@1","state":"failed","done":0,"total":12,"outcomes":{},"problem":{"code":"no-price",
             "message":"There is no price","nextStep":"Record it"},"figures":[]}""";
    private static final String REPORT = """
            {"suites":[{"suite":"limits@1","asks":"limits@1","questions":12,"arms":[],"measures":[{"measure":"form",
             "higherIsBetter":true,"arms":[{"arm":"m@1","interval":{"low":0.7,"estimate":0.9,"high":0.97},"examples":12}],
             "groups":[],"verdict":{}}]}]}""";

    @TempDir
    Path root;

    private CliStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new CliStage(root);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void anEvaluationIsStartedWithItsWishAndWaitedFor() {
        stage.on("POST " + EVALUATIONS, RUNNING).on("GET " + EVALUATIONS + "/eval_1", RUNNING, SUCCEEDED);

        assertThat(stage.run("eval", "run", "m@1", "--suite", "limits@1,one", "--against", "base", "--measure", "form",
                "--budget", "2", "--key", "once")).isZero();

        assertThat(stage.requests.getFirst()).contains("\"version\":\"m@1\"", "\"suites\":[\"limits@1\",\"one\"]",
                "\"against\":[\"base\"]", "\"measures\":[\"form\"]", "\"budget\":2");
        assertThat(stage.screen.out()).contains("m@1", "succeeded", "12 of 12", "answered 11, timed out 1", "0.900",
                "too few").doesNotContain("NaN");
    }

    @Test
    void anEvaluationThatFailsSaysWhyAndWhatToDo() {
        stage.on("POST " + EVALUATIONS, RUNNING).on("GET " + EVALUATIONS + "/eval_1", FAILED);

        assertThat(stage.run("eval", "run", "m@1", "--suite", "limits@1")).isNotZero();
        assertThat(stage.screen.err()).contains("Evaluation eval_1 failed: There is no price", "Record it");
    }

    @Test
    void startedWithoutWaitingItReturnsAtOnce() {
        stage.on("POST " + EVALUATIONS, RUNNING);

        assertThat(stage.run("eval", "run", "m@1", "--suite", "limits@1", "--no-wait")).isZero();
        assertThat(stage.requests).hasSize(1);
        assertThat(stage.screen.out()).contains("the vendor asks to wait");
    }

    @Test
    void evaluationsAreListedShownReportedAndCancelled() {
        stage.on("GET " + EVALUATIONS, "{\"items\":[" + SUCCEEDED + "],\"nextCursor\":null}").on("GET " + EVALUATIONS
                + "/eval_1", SUCCEEDED).on("GET " + EVALUATIONS + "/eval_1/report", REPORT).on("POST " + EVALUATIONS
                        + "/eval_1/cancel", SUCCEEDED);

        assertThat(stage.run("eval", "list")).isZero();
        assertThat(stage.screen.out()).containsPattern("eval_1 +m@1 +succeeded +12/12 +run_1");
        assertThat(stage.run("eval", "show", "eval_1")).isZero();
        assertThat(stage.screen.out()).contains("limits@1  12 questions");
        assertThat(stage.run("eval", "report", "eval_1")).isZero();
        assertThat(stage.run("eval", "cancel", "eval_1")).isZero();
        assertThat(stage.requests.getLast()).startsWith("POST " + EVALUATIONS + "/eval_1/cancel");
    }

    @Test
    void whatIsNotThereIsToldByThePlatform() {
        stage.fails("GET " + EVALUATIONS + "/eval_9", 404,
                "{\"status\":404,\"code\":\"not-found\",\"detail\":\"There is no evaluation eval_9\",\"nextStep\":\"List them\"}");

        assertThat(stage.run("eval", "show", "eval_9")).isNotZero();
        assertThat(stage.screen.err()).contains("There is no evaluation eval_9");
    }

    @Test
    void twoEvaluationsAreComparedAnswerByAnswer() {
        stage.on("GET " + EVALUATIONS + "/compare",
                """
                {"baseArm":"base","headArm":"m@1","nextCursor":null,"items":[{"suite":"limits@1","item":"i","changed":{"form":1.0},
                 "base":{"question":"Which limit?","outcome":"TIMED_OUT","outputs":[{"way":"model","text":""}]},
                 "head":{"question":"Which limit?","outcome":"ANSWERED","outputs":[{"way":"model","text":"It is 3."}]}}]}""");

        assertThat(stage.run("eval", "compare", "eval_1", "eval_2", "--base-arm", "base", "--suite",
                "limits@1")).isZero();

        assertThat(stage.requests.getFirst()).contains("base=eval_1", "head=eval_2", "changed=true", "baseArm=base",
                "suite=limits%401");
        assertThat(stage.screen.out()).contains("Which limit?", "TIMED_OUT".toLowerCase(java.util.Locale.ROOT),
                "m@1: It is 3.", "form +1");
    }

    @Test
    void resultsAreExportedToAFileOrShown() throws IOException {
        stage.on("GET " + EVALUATIONS + "/eval_1/export", "{\"arm\":\"m@1\"}\n");
        Path target = root.resolve("results.jsonl");

        assertThat(stage.run("eval", "export", "eval_1", "--out", target.toString())).isZero();
        assertThat(target).hasContent("{\"arm\":\"m@1\"}");
        assertThat(stage.run("eval", "export", "eval_1", "--format", "junit")).isZero();
        assertThat(stage.requests.getLast()).contains("format=junit");
        assertThat(stage.screen.out()).contains("{\"arm\":\"m@1\"}");
    }

    @Test
    void answersOfADeploymentAreMeasuredWithTheirCitationsAndCallsAndWrittenAsXmlThatAnyParserReads()
            throws IOException, XMLStreamException {
        Path file = Files.writeString(root.resolve("questions.jsonl"), """
                {"question": "Which <limit>\\u0001 & why?", "value": "3", "citations": true}
                {"question": "Call it", "tool": {"name": "get", "arguments": {"a": 1}}}
                {"question": "Who will win?", "answerable": false}
                """);
        stage.on("POST /v1/chat/completions", """
                {"choices":[{"message":{"content":"It is\\u0007 4 ]]> <b>.","tool_calls":[{"type":"function",
                 "function":{"name":"get","arguments":"{\\"a\\":1}"}}]},"finish_reason":"stop"}],
                 "attune":{"abstained":false,"knowledgeBase":"kb","citations":[{"document":"d","revision":2,"start":0,"end":4,
                  "quote":"text","url":"u"}]}}""").on("POST " + EVALUATIONS + "/measures", """
                {"items":[{"measures":{"exact-value":0.0,"citation-precision":1.0,"citation-recall":1.0}},
                 {"measures":{"tool-call":1.0}},{"measures":{"right-refusal":1.0}}]}""");
        Path xml = root.resolve("answers.xml");

        assertThat(stage.run("eval", "answers", file.toString(), "--deployment", "assistant", "--junit",
                xml.toString())).isEqualTo(1);

        assertThat(stage.requests.getLast()).contains(
                "\"citations\":[{\"document\":\"d\",\"revision\":2,\"start\":0,\"end\":4,"
                        + "\"quote\":\"text\"}]", "\"knowledgeBase\":\"kb\"",
                "\"toolCalls\":[{\"name\":\"get\",\"arguments\":",
                "\"citation-precision\",\"citation-recall\"", "\"tool-call\"", "\"right-refusal\"");
        XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(Files.readString(
                xml)));
        reader.nextTag();
        assertThat(reader.getAttributeValue(null, "tests")).isEqualTo("3");
        assertThat(reader.getAttributeValue(null, "failures")).isEqualTo("1");
        reader.nextTag();
        assertThat(reader.getAttributeValue(null, "name")).isEqualTo("Which <limit>␁ & why?");
        reader.nextTag();
        assertThat(reader.getAttributeValue(null, "message")).isEqualTo("exact-value 0");
        assertThat(reader.getElementText()).isEqualTo("It is␇ 4 ]]> <b>.");
    }

    @Test
    void whatWasAnsweredElsewhereIsMeasuredAndNobodyIsAsked() throws IOException {
        Path file = Files.writeString(root.resolve("answered.jsonl"), """
                {"question": "Call it", "tool": {"name": "get"}, "answer": "", "toolCalls": [{"name": "get", "arguments": {}}]}
                {"question": "Which?", "value": "3", "answer": "3", "knowledgeBase": "kb", "citations": [{"document": "d", "revision": 1,
                """.strip().replaceAll("revision\": 1,$",
                "revision\": 1, \"start\": 0, \"end\": 1, \"quote\": \"3\"}]}\n"));
        stage.on("POST " + EVALUATIONS + "/measures",
                "{\"items\":[{\"measures\":{\"tool-call\":1.0}},{\"measures\":{\"exact-value\":1.0}}]}");

        assertThat(stage.run("eval", "answers", file.toString())).isZero();

        assertThat(stage.requests).singleElement().asString().contains("\"toolCalls\":[{\"name\":\"get\"",
                "\"knowledgeBase\":\"kb\"", "\"citation-recall\"");
    }

    @Test
    void withoutADeploymentEveryLineNeedsItsAnswer() throws IOException {
        Path file = Files.writeString(root.resolve("questions.jsonl"),
                "{\"question\": \"Which?\", \"value\": \"3\"}\n[]\n");

        assertThat(stage.run("eval", "answers", file.toString())).isEqualTo(2);
        assertThat(stage.screen.err()).contains("line 2 is no JSON object with a question", "--deployment is missing");
        assertThat(stage.requests).isEmpty();
    }
}
