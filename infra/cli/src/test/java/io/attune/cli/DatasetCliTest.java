package io.attune.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.cli.api.Json;
import io.attune.cli.command.Cli;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.TestScreen;
import io.attune.kernel.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands on dataset versions, against a small real server in the platform's place. */
class DatasetCliTest {
    private static final String VERSIONS = "/api/v1/datasets/tone/versions";

    private static final String WITHDRAWALS = "/api/v1/datasets/withdrawals";

    private static final String AUDITED = """
            {"version":"tone@1","at":"2026-01-01T00:00:00Z","by":"ann","examples":900,"judged":2,
             "personalData":{"judged":2,"found":1,"share":0.01,"low":0.001,"high":0.025,"complete":true},
             "labelError":{"judged":1,"found":0,"share":0,"low":0,"high":0.5,"complete":false},
             "machine":{"personalData":{"judged":2,"found":1,"share":0.01,"low":0.001,"high":0.025,"complete":true}},
             "strata":[{"source":"voice","split":"train","examples":900,"judged":2}]}""";

    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();
    private final Map<String, Deque<String>> answers = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Answers of one path come one after the other; the last stays. */
    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Deque<String> prepared = answers.getOrDefault(exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getPath(), new ArrayDeque<>(List.of("{\"items\":[]}")));
        String answer = prepared.size() > 1 ? prepared.removeFirst() : prepared.getFirst();
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void aDiffShowsCountsDistributionsAndChanges() {
        answers("GET " + VERSIONS + "/1/diff/2", """
                {"base":{"name":"tone","number":1},"head":{"name":"tone","number":2},"added":12,"removed":3,
                 "movedTotal":2,"moved":{"train to test":2},"changed":1,"unchanged":1000,"sameRecipe":false,
                 "baseTokens":{"total":5000,"median":40,"p95":90,"most":120},
                 "headTokens":{"total":5100,"median":40,"p95":91,"most":120},
                 "distributions":[{"field":"source","value":"voice","base":10,"head":7}]}""");
        answers("GET " + VERSIONS + "/1/diff/2/items", """
                {"items":[{"kind":"removed","source":"voice","key":"voice.jsonl:4","base":{"split":"train"},
                 "why":"exact-duplicates: exact-duplicate","twin":"voice/voice.jsonl:1"},
                 {"kind":"moved","source":"voice","key":"voice.jsonl:9","base":{"split":"train"},
                 "head":{"split":"test"}}],"nextCursor":null}""");

        assertThat(run("dataset", "diff", "tone@1", "tone@2")).isZero();
        assertThat(screen.out()).contains("tone@1 → tone@2  made by different curation plans").contains(
                "train to test 2") //
                .containsPattern("tokens +total +5,000 +5,100 +\\+100").containsPattern("source +voice +10 +7 +-3") //
                .contains("train → test").contains("exact-duplicates: exact-duplicate").doesNotContain("median");
    }

    @Test
    void aSampleIsJudgedInAFileAndBroughtBack() throws IOException {
        answers("GET " + VERSIONS + "/1/audit/sample", """
                {"version":"tone@1","size":2,"seed":7,"items":[
                 {"example":"aa","source":"voice","split":"train","context":"user: \\"Hi\\", all\\nassistant: Yes.",
                  "detected":{"email":1}},
                 {"example":"bb","source":"voice","split":"test","context":"user: Why?","detected":{}}]}""");
        answers("POST " + VERSIONS + "/1/audit", AUDITED);
        for (String name : List.of("audit.csv", "audit.jsonl")) {
            Path file = root.resolve(name);
            assertThat(run("dataset", "audit", "tone@1", "--sample", "2", "--seed", "7", "--out",
                    file.toString())).isZero();
            String sheet = Files.readString(file);
            assertThat(sheet).contains("email:1");
            Files.writeString(file, name.endsWith("csv")
                    ? sheet.replaceFirst("\"\",\"\"\r\n", "present,correct\r\n")
                    : sheet.replaceFirst("\"personalData\":\"\",\"label\":\"\"",
                            "\"personalData\":\"present\",\"label\":\"correct\""));
            assertThat(run("dataset", "audit", "tone@1", "--import", file.toString())).isZero();
            assertThat(bodies.getLast()).as(name).contains("\"size\":2,\"seed\":7").contains(
                    "{\"example\":\"aa\",\"personalData\":\"present\",\"label\":\"correct\"}",
                    "{\"example\":\"bb\",\"personalData\":\"\",\"label\":\"\"}");
        }
        assertThat(run("dataset", "audit", "tone@1", "--sample", "2", "--out", root.resolve(
                "audit.csv").toString())).isEqualTo(6);
        assertThat(screen.out()).contains("personal data by the detectors", "0.10 % to 2.50 %");
    }

    @Test
    void aVersionShowsItsLeakage() {
        answers("GET " + VERSIONS + "/1", """
                {"name":"tone","number":1,"digest":"sha256:00","leakage":{"heldOut":1500,"alike70":9,"alike80":4,
                 "alike90":2,"equal":0}}""");
        assertThat(run("dataset", "show", "tone@1")).isZero();
        assertThat(screen.out()).contains("leakage: of 1,500 held out, 0 equal one elsewhere, 2 are alike by 0.9");
    }

    @Test
    void anAuditIsAGate() {
        answers("GET " + VERSIONS + "/1/audit", AUDITED);
        assertThat(run("dataset", "audit", "tone@1", "--require", "personal-data=3%")).isZero();
        assertThat(run("dataset", "audit", "tone@1", "--require", "personal-data=2%")).isEqualTo(1);
        assertThat(screen.err()).contains("the interval ends at 2.50 %");
        assertThat(run("dataset", "audit", "tone@1", "--require", "label-error=90%")).isEqualTo(1);
        assertThat(screen.err()).contains("some strata were never judged");
        assertThat(run("dataset", "audit", "tone@1", "--require", "label-error=2")).isEqualTo(2);
    }

    @Test
    void anUploadGoesAsItIsUnderItsOwnNameOrAnother() throws IOException {
        Path file = Files.writeString(root.resolve("tickets.jsonl"), "{}\n");
        answers("PUT /api/v1/uploads/tickets.jsonl",
                "{\"name\":\"tickets.jsonl\",\"bytes\":3,\"digest\":\"sha256:ab\"}");

        assertThat(run("dataset", "upload", file.toString())).isZero();
        assertThat(run("dataset", "upload", file.toString(), "--name", "t")).isZero();
        assertThat(requests).containsExactly("PUT /api/v1/uploads/tickets.jsonl", "PUT /api/v1/uploads/t");
        assertThat(bodies).containsExactly("{}\n", "{}\n");
        assertThat(screen.out()).contains("upload:tickets.jsonl  3 B  sha256:ab", "path: upload:tickets.jsonl");
    }

    @Test
    void anUploadOfWhatIsNotThereSendsNothing() throws IOException {
        Path file = Files.writeString(root.resolve("a.jsonl"), "{}\n");

        assertThat(run("dataset", "upload", file.toString(), root.resolve("none.jsonl").toString(), "--name",
                "x")).isEqualTo(2);
        assertThat(requests).isEmpty();
        assertThat(screen.err()).contains("none.jsonl is not a file", "--name names one file");
    }

    @Test
    void filesOfAPatternAreSentAlongAndLargeOnesAhead() throws IOException {
        Path folder = Files.createDirectories(root.resolve("voice/deep"));
        Path large = Files.write(root.resolve("voice/large.jsonl"), new byte[1_500_000]);
        Files.writeString(root.resolve("voice/small.jsonl"), "{}\n");
        Files.writeString(root.resolve("voice/note.txt"), "no");
        Files.writeString(folder.resolve("not.jsonl"), "{}\n");
        Path recipe = Files.writeString(root.resolve("r.yaml"), "sources: [{name: v, path: \"voice/*.jsonl\"}]");
        String digest = Digest.of(Files.readAllBytes(large)).toString();
        answers("GET /api/v1/uploads/" + digest, "{\"known\":false}", "{\"known\":true}");
        answers("POST /api/v1/datasets/builds", "{\"state\":\"finished\",\"version\":{\"name\":\"v\",\"number\":1}}");

        assertThat(run("dataset", "build", recipe.toString())).isZero();
        assertThat(run("dataset", "build", recipe.toString())).isZero();

        String address = "/api/v1/uploads/" + digest.replace(":", "%3A");
        assertThat(requests).containsExactly("GET " + address, "PUT " + address, "POST /api/v1/datasets/builds", "GET "
                + address, "POST /api/v1/datasets/builds");
        assertThat(bodies.get(1)).hasSize(1_500_000);
        assertThat(Json.read(bodies.get(2)).orElseThrow().get("files").toString()).isEqualTo(
                "{\"voice/large.jsonl\":\"" + digest + "\",\"voice/small.jsonl\":\"e30K\"}");
    }

    @Test
    void aDiffOfTwoDatasetsIsBadInput() {
        assertThat(run("dataset", "diff", "tone@1", "voice@2")).isEqualTo(2);
        assertThat(screen.err()).contains("not two versions of one dataset");
    }

    @Test
    void aSearchGoesOnThroughEmptyPagesUntilThereIsEnough() {
        answers("GET " + VERSIONS + "/1/preview", "{\"items\":[],\"nextCursor\":\"c1\",\"scanned\":20000}", """
                {"items":[{"id":"sha256:0123456789abcdef","source":"voice","key":"voice.jsonl:1","split":"test",
                 "tokens":12,"messages":[{"role":"user","content":"How long is the timeout?"}]}],"nextCursor":"c2"}""");

        assertThat(run("dataset", "preview", "tone@1", "--search", "timeout", "--where", "kind=a b", "--limit",
                "1")).isZero();
        assertThat(requests).containsExactly("GET " + VERSIONS
                + "/1/preview?split=all&search=timeout&attribute=kind%3Da%20b&limit=1", "GET " + VERSIONS
                        + "/1/preview?split=all&search=timeout&attribute=kind%3Da%20b&limit=1&cursor=c1");
        assertThat(screen.out()).contains("0123456789ab  voice/voice.jsonl:1  test  12 tokens").contains(
                "How long is the timeout?");
        assertThat(screen.err()).contains("--after c2");
    }

    @Test
    void whyShowsEveryDecisionAndTheTwin() {
        answers("GET " + VERSIONS + "/latest/why", """
                {"source":"voice","key":"voice.jsonl:4","outcome":"merged","steps":[
                 {"step":"redact","version":"2","did":"changed"},
                 {"step":"exact-duplicates","version":"1","did":"merged","reason":"exact-duplicate","evidence":"same"}],
                 "twin":{"source":"voice","key":"voice.jsonl:1","outcome":"kept","example":{"id":"sha256:aa","source":
                 "voice","key":"voice.jsonl:1","split":"train","tokens":3,"messages":[]}},"standsFor":[]}""");

        assertThat(run("dataset", "why", "tone", "voice/voice.jsonl:4")).isZero();
        assertThat(requests).containsExactly("GET " + VERSIONS + "/latest/why?example=voice%2Fvoice.jsonl%3A4");
        assertThat(screen.out()).contains("voice/voice.jsonl:4  merged").contains("changed").contains(
                "Its twin voice/voice.jsonl:1 is kept:");
    }

    @Test
    void showTellsWhatEachStepCost() {
        answers("GET " + VERSIONS + "/1", """
                {"name":"tone","number":1,"digest":"sha256:0123456789abcdef","splits":{},"funnel":[],"inputs":[],
                 "times":[{"step":"redact","records":1000,"seconds":0.25,"recordsPerSecond":4000}]}""");

        assertThat(run("dataset", "show", "tone@1")).isZero();
        assertThat(screen.out()).containsPattern("redact +250 ms +4,000");
    }

    @Test
    void filesAreShownAsAddresses() {
        answers("GET " + VERSIONS + "/1/files", "{\"items\":[{\"name\":\"train.jsonl\",\"bytes\":1500,\"url\":\""
                + VERSIONS + "/ab/files/train.jsonl\"}]}");

        assertThat(run("dataset", "files", "tone@1")).isZero();
        assertThat(screen.out()).contains("1.5 kB  " + url() + VERSIONS + "/ab/files/train.jsonl");
    }

    @Test
    void aDraftShowsTheFunnelAndWhatWasDropped() throws IOException {
        answers("POST /api/v1/datasets/drafts", """
                {"dataset":"tone","trainable":false,"sources":{"voice":{"records":90000,"sampled":2000}},"funnel":[
                 {"step":"validate","in":2000,"added":0,"kept":1990,"dropped":10,"merged":0,"changed":0,
                  "reasons":{"empty-answer":10}}],"splits":{"train":{"examples":1800}},"drops":[{"step":"validate",
                 "reason":"empty-answer","count":10,"examples":[{"source":"voice","key":"voice.jsonl:7",
                 "evidence":"no text","twin":null}]}],"examples":[]}""");

        assertThat(run("dataset", "build", recipe().toString(), "--draft")).isZero();
        assertThat(screen.out()).contains("2,000 of 90,000 records of voice").contains("1,800 training").contains(
                "validate: empty-answer  10").contains("voice/voice.jsonl:7").contains("Nothing was kept");
    }

    @Test
    void aBuildIsFollowedToItsVersion() throws IOException {
        String running = "{\"id\":\"build_1\",\"state\":\"running\",\"progress\":[{\"step\":\"read\",\"done\":1,"
                + "\"total\":2}]}";
        answers("POST /api/v1/datasets/builds", running);
        answers("GET /api/v1/datasets/builds/build_1", running, "{\"id\":\"build_1\",\"state\":\"finished\","
                + "\"version\":{\"name\":\"tone\",\"number\":3,\"digest\":\"sha256:ab\"},\"unchanged\":true}");

        assertThat(run("dataset", "build", recipe().toString(), "--key", "nightly")).isZero();
        assertThat(screen.out()).contains("tone@3  sha256:ab  unchanged").contains("attune dataset show tone@3");
    }

    @Test
    void aBuildThatFailsTellsEveryProblem() throws IOException {
        answers("POST /api/v1/datasets/builds", "{\"id\":\"build_1\",\"state\":\"failed\",\"problems\":[{\"place\":"
                + "\"voice.jsonl:3\",\"message\":\"not JSON\",\"nextStep\":\"Mend the line.\"}]}");

        assertThat(run("dataset", "build", recipe().toString())).isEqualTo(2);
        assertThat(screen.err()).contains("voice.jsonl:3: not JSON Mend the line.");
    }

    @Test
    void aWithdrawalShowsWhatItWouldTouchAndDestroysNothing() throws IOException {
        Path file = Files.writeString(root.resolve("identifiers.txt"), "ann@example.org\n\n A-17 \n");
        answers("POST " + WITHDRAWALS + "/preview", """
                {"items":[{"kind":"dataset-version","place":"records of version 1 of dataset tone","count":12,
                 "evidence":"identifier 1 (15 characters)"}]}""");

        assertThat(run("dataset", "withdraw", "--identifiers", file.toString())).isEqualTo(3);
        assertThat(requests).containsExactly("POST " + WITHDRAWALS + "/preview");
        assertThat(bodies).singleElement().isEqualTo(
                "{\"identifiers\":[\"ann@example.org\",\"A-17\"],\"reason\":\"\"}");
        assertThat(screen.out()).containsPattern("records of version 1 of dataset tone +12 +identifier 1");
        assertThat(screen.err()).contains("Nothing was destroyed", "--yes").doesNotContain("ann@");
    }

    @Test
    void aWithdrawalThatIsMeantIsFollowedToItsEnd() {
        answers("POST " + WITHDRAWALS, "{\"id\":\"wdr_1\",\"state\":\"running\",\"destroyed\":[]}");
        answers("GET " + WITHDRAWALS + "/wdr_1", "{\"id\":\"wdr_1\",\"state\":\"running\"}", """
                {"id":"wdr_1","state":"finished","destroyed":[{"kind":"dataset-version","place":
                 "records of version 1 of dataset tone","count":1,"successor":"tone@2"}]}""");

        assertThat(run("dataset", "withdraw", "--record", "voice/voice.jsonl:14", "--dataset", "tone", "--reason",
                "request 17", "--yes")).isZero();
        assertThat(bodies.getFirst()).isEqualTo("{\"records\":[{\"source\":\"voice\",\"key\":\"voice.jsonl:14\","
                + "\"dataset\":\"tone\"}],\"reason\":\"request 17\"}");
        assertThat(screen.out()).containsPattern("records of version 1 of dataset tone +1 +tone@2");
    }

    @Test
    void aWithdrawalOfNobodyIsBadInput() {
        assertThat(run("dataset", "withdraw", "--yes")).isEqualTo(2);
        assertThat(run("dataset", "withdraw", "--identifier", "a-17", "--group", "b")).isEqualTo(2);
        assertThat(requests).isEmpty();
    }

    private Path recipe() throws IOException {
        return Files.writeString(root.resolve("tone.yaml"), "recipe: tone\n");
    }

    private void answers(String request, String... bodies) {
        answers.put(request, new ArrayDeque<>(List.of(bodies)));
    }

    private int run(String... args) {
        return AttuneCli.run(new Cli(screen.piped(), screen.clock(), duration -> screen.advance(duration), Map.of(
                "ATTUNE_URL", url(), "ATTUNE_KEY", "secret"), new Installation(root, Path.of("java"))), args);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
