package io.attune.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.cli.command.Cli;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.TestScreen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** Whole commands against a small real server in the platform's place. */
class AttuneCliTest {
    private static final String RUN = "run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b";

    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();
    private final Map<String, String> answers = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private int status = 200;

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

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answers.getOrDefault(request, "{\"items\":[]}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void theVersionIsToldWithTheJavaThatRunsIt() {
        assertThat(run("--version")).isZero();
        assertThat(screen.out()).startsWith("attune 0.1.0").contains("Java 25");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "down", "status", "doctor", "ask", "recipe", "run", "dataset", "model",
            "promotion", "deployment", "knowledge", "schedule", "connection", "catalog", "cost", "budget", "quote",
            "freeze", "unfreeze", "policy", "audit", "completion"})
    void everyCommandHelpsWithExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(screen.out()).contains("Usage: attune " + command).contains("Example").contains("attune " + command);
    }

    @Test
    void theBenchmarksGetTheirOptionsInTheOrderTheyWereWritten() throws IOException {
        Path java = root.resolve("java");
        Path seen = root.resolve("seen");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + seen + "'\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Path jar = root.resolve("infra/bench/target/attune-bench.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        Cli cli = new Cli(screen.piped(), screen.clock(), screen::advance, Map.of(), new Installation(root, java));
        assertThat(AttuneCli.commandLine(cli, List.of("bench")).execute("bench", "curation", "--only", "two words",
                "--large")).isZero();
        assertThat(Files.readAllLines(seen)).endsWith(jar.toString(), "curation", "--only", "two words", "--large");
    }

    /** The library complains on the process's own stream, between the lines of the help. */
    @Test
    void noHelpTextMakesTheFormatterComplain() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            assertThat(help(AttuneCli.commandLine(cli(Map.of()), List.of())).count()).isGreaterThan(50);
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private static Stream<String> help(CommandLine command) {
        return Stream.concat(Stream.of(command.getUsageMessage()).filter(text -> !text.isEmpty()),
                command.getSubcommands().values().stream().flatMap(AttuneCliTest::help));
    }

    @Test
    void theHelpListsEveryCommandAndTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(screen.out()).contains("demo", "knowledge", "budget", "130 interrupted");
    }

    @Test
    void helpReachesSubcommands() {
        assertThat(run("help", "run", "start")).isZero();
        assertThat(screen.out()).contains("Usage: attune run start").contains("--key");
    }

    @Test
    void withoutACommandThereIsHelpAndBadInput() {
        assertThat(run()).isEqualTo(2);
        assertThat(screen.err()).contains("Usage: attune");
    }

    @Test
    void aMistypedCommandIsBadInputWithASuggestion() {
        assertThat(run("stats")).isEqualTo(2);
        assertThat(screen.err()).contains("status");
    }

    @Test
    void anUnknownOptionIsBadInput() {
        assertThat(run("run", "list", "--sort")).isEqualTo(2);
        assertThat(screen.err()).contains("--sort").contains("attune run list --help");
    }

    @Test
    void aPluralAloneLists() {
        answers.put("GET /api/v1/runs", "{\"items\":[{\"id\":\"" + RUN + "\",\"recipe\":\"config-assistant\","
                + "\"state\":\"SUCCEEDED\",\"ended\":true,\"billTotal\":{\"amount\":\"0.42\",\"currency\":\"USD\"},"
                + "\"model\":{\"model\":\"config-assistant\",\"number\":1}}]}");

        assertThat(run("runs")).isZero();
        assertThat(screen.out()).contains(RUN).contains("succeeded").contains("0.42 USD").contains(
                "config-assistant@1");
    }

    @Test
    void aBudgetIsChangedOnlyAsItWasSeen() {
        answers.put("GET /api/v1/budgets", "{\"items\":[{\"id\":\"bud_1\",\"scope\":\"project\",\"span\":\"monthly\","
                + "\"version\":3,\"limit\":{\"amount\":\"10.00\",\"currency\":\"USD\"}}]}");

        assertThat(run("budget", "set", "project", "500 USD", "--notices", "80,100")).isZero();
        assertThat(requests).containsExactly("GET /api/v1/budgets", "PUT /api/v1/budgets");
        assertThat(bodies.getLast()).isEqualTo("{\"scope\":\"project\",\"span\":\"monthly\",\"limit\":"
                + "{\"amount\":\"500\",\"currency\":\"USD\"},\"notices\":[80,100]}");
    }

    @Test
    void anInvoiceWithUnmatchedLinesIsToldLineByLineAndAnswersNo() throws IOException {
        Path invoice = Files.writeString(root.resolve("invoice.csv"), "date,amount,currency\n");
        answers.put("POST /api/v1/invoices", "{\"matched\":[{\"key\":\"a\",\"before\":\"1.00 USD\",\"invoiced\":"
                + "\"1.10 USD\"}],\"unmatchedLines\":[{\"line\":3,\"day\":\"2026-10-05\",\"amount\":\"9.00 USD\","
                + "\"why\":\"no charge has this key\"}],\"unmatchedCharges\":[]}");

        assertThat(run("cost", "reconcile", invoice.toString())).isEqualTo(1);
        assertThat(screen.out()).contains("1.10 USD").contains("line 3 unmatched: 9.00 USD of 2026-10-05");
    }

    @Test
    void anEmptyListSaysSoAndIsNoError() {
        assertThat(run("datasets")).isZero();
        assertThat(screen.out()).isEmpty();
        assertThat(screen.err()).contains("none");
    }

    @Test
    void jsonIsThePlatformsOwnAnswer() {
        answers.put("GET /api/v1/models", "{\"items\":[{\"name\":\"config-assistant\"}],\"nextCursor\":null}");

        assertThat(run("model", "list", "--json")).isZero();
        assertThat(screen.out()).contains("\"nextCursor\" : null").startsWith("{");
    }

    @Test
    void startingARunSendsTheKeyAndSaysHowToFollow() {
        answers.put("POST /api/v1/runs", "{\"id\":\"" + RUN + "\",\"state\":\"CURATING\"}");

        assertThat(run("run", "start", "config-assistant", "--key", "nightly")).isZero();
        assertThat(bodies).containsExactly("{\"recipe\":\"config-assistant\",\"priority\":0}");
        assertThat(screen.out()).contains("attune run watch " + RUN);
    }

    @Test
    void startingOneTargetAloneNamesTheOtherRunsOfTheStart() {
        answers.put("POST /api/v1/runs", "{\"id\":\"" + RUN + "\",\"group\":{\"targets\":[{\"target\":\"house\","
                + "\"run\":\"" + RUN + "\"},{\"target\":\"nova\",\"run\":\"run_2\"}]}}");

        assertThat(run("run", "start", "tone", "--target", "house", "--force", "--key", "k")).isZero();
        assertThat(bodies).containsExactly("{\"recipe\":\"tone\",\"priority\":0,\"target\":\"house\",\"force\":true}");
        assertThat(screen.out()).contains("run_2  nova");
    }

    @Test
    void aFurtherAttemptSaysWhereToBeginOrWhereElse() {
        answers.put("POST /api/v1/runs/" + RUN + "/retry", "{\"id\":\"run_2\"}");
        answers.put("POST /api/v1/runs/" + RUN + "/elsewhere", "{\"id\":\"run_3\"}");

        assertThat(run("run", "retry", RUN, "--from", "evaluate", "--key", "a")).isZero();
        assertThat(run("run", "elsewhere", RUN, "--target", "house", "--key", "b")).isZero();
        assertThat(bodies).containsExactly("{\"from\":\"evaluate\"}", "{\"target\":\"house\"}");
        assertThat(screen.out()).contains("attune run watch run_2", "attune run watch run_3");
    }

    @Test
    void aRunThatWasSkippedSaysWhatItSaved() {
        answers.put("GET /api/v1/runs/" + RUN, "{\"id\":\"" + RUN + "\",\"state\":\"SUCCEEDED\",\"ended\":true,"
                + "\"outcome\":{\"reason\":\"skipped: all is that of r@3\"},\"saved\":{\"reason\":\"x\","
                + "\"amount\":{\"amount\":\"1.25\",\"currency\":\"USD\"}}}");

        assertThat(run("run", "show", RUN)).isZero();
        assertThat(screen.out()).contains("skipped: all is that of r@3; saved").contains("1.25");
    }

    @Test
    void quotesStandSideBySideAndWhatHasNoneIsTold() {
        answers.put("GET /api/v1/quotes", """
                {"recipe":"tone","version":2,"dataset":"tone@4","choose":"best","items":[
                 {"target":"house","connection":"gpu","baseModel":"llama","method":"dpo","parameters":{"beta":"0.1",
                  "epochs":"auto"},"quote":{"expected":{"amount":"2.50","currency":"USD"},"held":{"amount":"2.75",
                  "currency":"USD"},"observedOn":"2026-10-01","warnings":["the price is old"]}},
                 {"target":"nova","connection":"aws","baseModel":"nova","method":"supervised","parameters":{},
                  "problem":{"code":"no-price","message":"There is no price","nextStep":"Say it."}}]}""");

        assertThat(run("quote", "tone", "--compare")).isEqualTo(1);
        assertThat(requests).containsExactly("GET /api/v1/quotes?recipe=tone&compare=true");
        assertThat(screen.out()).contains("tone@4", "beta=0.1", "no price known", "all targets are trained: 2.50 USD");
        assertThat(screen.err()).contains("nova: There is no price. Say it.", "house: the price is old");
    }

    @Test
    void watchingARunEndsWithItsExitCode() {
        answers.put("GET /api/v1/runs/" + RUN, "{\"id\":\"" + RUN + "\",\"state\":\"SUCCEEDED\",\"ended\":true,"
                + "\"gates\":{\"passed\":false,\"results\":[{\"gate\":\"defaults exact-value\",\"passed\":false,"
                + "\"reason\":\"0.412 of 0.99\"}]}}");

        assertThat(run("run", "watch", RUN)).isEqualTo(1);
        assertThat(screen.out()).contains("✗ 1 defaults exact-value: 0.412 of 0.99");
    }

    @Test
    void aRunThatWaitsForAPersonEndsTheWatchWithThreeAndTheCommandToDecide() {
        answers.put("GET /api/v1/runs/" + RUN, "{\"id\":\"" + RUN
                + "\",\"state\":\"AWAITING_APPROVAL\",\"ended\":false,"
                + "\"waitingFor\":\"approval\",\"quote\":{\"held\":{\"amount\":\"6\",\"currency\":\"USD\"}}}");

        assertThat(run("run", "watch", RUN)).isEqualTo(3);
        assertThat(screen.out()).contains("waits for approval of 6.00 USD").contains("attune run approve " + RUN);
    }

    @Test
    void checkingARecipeSendsTheFilesBesideItThatItNames() throws IOException {
        Files.createDirectories(root.resolve("prompts"));
        Files.writeString(root.resolve("prompts/answer.md"), "Be brief.");
        Files.writeString(root.resolve("voice.jsonl"), "{}");
        Files.writeString(root.resolve("other.jsonl"), "{}");
        Path recipe = root.resolve("assistant.yaml");
        Files.writeString(recipe,
                "recipe: assistant\nsources: [{path: voice.jsonl}]\nanswers: {prompt: prompts/answer.md}\n");
        answers.put("POST /api/v1/recipes", "{\"name\":\"assistant\"}");

        assertThat(run("recipe", "check", recipe.toString())).isZero();
        assertThat(requests).containsExactly("POST /api/v1/recipes?dryRun=true");
        assertThat(bodies.getFirst()).contains("\"voice.jsonl\":\"e30=\"").contains(
                "\"prompts/answer.md\":\"QmUgYnJpZWYu\"").doesNotContain("other.jsonl");
    }

    @Test
    void aCheckedRecipeShowsWhatIsToBeKnownOfIt() throws IOException {
        Path recipe = root.resolve("plain.yaml");
        Files.writeString(recipe, "recipe: plain\n");
        answers.put("POST /api/v1/recipes",
                """
                {"name":"plain","valid":true,"notes":[{"place":"/targets/0/baseModel","line":7,"severity":"warning",
                 "message":"'m-1' at acme takes no new training from 2027-01-06","nextStep":"Tuned beyond that are: m-2 (acme)."}]}""");

        assertThat(run("recipe", "check", recipe.toString())).isZero();
        assertThat(screen.out()).contains("warning  line 7: 'm-1' at acme takes no new training from 2027-01-06",
                "Tuned beyond that are: m-2 (acme).", "attune recipe apply");
    }

    @Test
    void theCatalogueIsShownWithItsLastDaysAndSources() {
        answers.put("GET /api/v1/catalog/models", """
                {"items":[{"vendor":"openai","model":"gpt-4.1-mini","methods":["supervised","dpo"],"trainIn":["us","eu"],
                 "trainingEnds":"2027-01-06","servingEnds":"2027-01-14","status":"ends-soon","observedOn":"2026-11-01",
                 "source":"a notice","verified":false,"own":true}]}""");

        assertThat(run("catalog", "models", "gpt", "--method", "dpo")).isZero();
        assertThat(requests).containsExactly("GET /api/v1/catalog/models?model=gpt&method=dpo");
        assertThat(screen.out()).contains("gpt-4.1-mini", "supervised, dpo", "us, eu", "ends soon 2027-01-06",
                "own: a notice (unverified)");
    }

    @Test
    void aPolicyIsShownAndChangedByItsRules() {
        answers.put("GET /api/v1/egress/rules", """
                {"items":[{"name":"eu","effect":"allow","dataClasses":["internal"],"regions":["eu"],"connections":[],
                 "reason":"contract","builtIn":false},{"name":"default-deny","effect":"deny","dataClasses":["public"],
                 "regions":[],"connections":[],"reason":"whatever no rule allows","builtIn":true}]}""");
        answers.put("PUT /api/v1/egress/rules/eu",
                "{\"name\":\"eu\",\"effect\":\"allow\",\"dataClasses\":[\"internal\"],"
                        + "\"regions\":[\"eu\"]}");

        assertThat(run("connection", "policy")).isZero();
        assertThat(screen.out()).contains("eu", "internal", "this project", "default-deny", "always");
        assertThat(run("connection", "policy", "allow", "eu", "--class", "internal", "--region", "eu",
                "--retention-days", "30")).isZero();
        assertThat(bodies.getLast()).isEqualTo(
                "{\"effect\":\"allow\",\"dataClasses\":[\"internal\"],\"regions\":[\"eu\"],"
                        + "\"connections\":[],\"retentionDaysMax\":30}");
        assertThat(run("connection", "policy", "remove", "eu")).isZero();
        assertThat(requests.getLast()).isEqualTo("DELETE /api/v1/egress/rules/eu");
    }

    @Test
    void copiesAreShownWithTheProofThatTheyAreGone() {
        answers.put("GET /api/v1/egress/copies", """
                {"items":[{"connection":"openai","file":"file-1","dataset":"d","version":3,"part":"train","run":"run_1",
                 "bytes":2048,"terms":"delete-after-run","state":"gone","sentAt":"2026-07-01T12:00:00Z",
                 "absentAt":"2026-07-02T12:00:00Z","proof":"the vendor took the delete","trouble":""}]}""");

        assertThat(run("connection", "copies", "openai", "--present")).isZero();
        assertThat(requests).containsExactly("GET /api/v1/egress/copies?gone=false&connection=openai");
        assertThat(screen.out()).contains("file-1", "d@3 train", "gone 2026-07-02", "the vendor took the delete");
    }

    @Test
    void aConnectionIsAddedByNamingWhereItsCredentialLies() {
        answers.put("POST /api/v1/connections", "{\"name\":\"openai\"}");

        assertThat(run("connection", "add", "openai", "--dialect", "openai", "--url", "https://api.openai.com/v1",
                "--credential", "env:ATTUNE_CREDENTIAL_DEFAULT__OPENAI", "--region", "us", "--takes", "public,internal",
                "--running", "3", "--option", "flavour=openai")).isZero();
        assertThat(bodies).containsExactly("{\"name\":\"openai\",\"dialect\":\"openai\","
                + "\"baseUrl\":\"https://api.openai.com/v1\",\"credential\":\"env:ATTUNE_CREDENTIAL_DEFAULT__OPENAI\","
                + "\"region\":\"us\",\"account\":\"\",\"staging\":\"\",\"dataClasses\":[\"public\",\"internal\"],"
                + "\"quotas\":{\"running\":3},\"options\":{\"flavour\":\"openai\"}}");
        assertThat(screen.out()).contains("attune connection check openai");
    }

    @Test
    void aCheckThatFindsSomethingMissingSaysWhatToDoAndEndsWithOne() {
        answers.put("POST /api/v1/connections/openai/check",
                """
                {"name":"openai","ok":false,"lines":[{"what":"credential","result":"ok","detail":"it can be read","nextStep":""},
                 {"what":"clock","result":"missing","detail":"300 s behind","nextStep":"Set this machine's clock (NTP)."}]}""");

        assertThat(run("connection", "check", "openai")).isEqualTo(1);
        assertThat(screen.out()).contains("ok", "credential: it can be read", "missing", "clock: 300 s behind",
                "Set this machine's clock (NTP).");
    }

    @Test
    void anInventorySaysWhoseThingsAreAndWhatTheyCost() {
        answers.put("GET /api/v1/connections/azure/inventory",
                """
                {"items":[{"kind":"endpoint","id":"dep-1","owner":"orphan","why":"its run failed","ageDays":12,
                 "monthlyCost":{"amount":"1241.00","currency":"USD"},"name":"dep-1"},
                 {"kind":"file","id":"file-9","owner":"foreign","why":"","bytes":4096,"name":"x.jsonl"}],"ofOtherProjects":2}""");

        assertThat(run("connection", "inventory", "azure", "--owner", "orphan")).isZero();
        assertThat(screen.out()).contains("dep-1", "orphan", "12 d").doesNotContain("file-9");
        assertThat(screen.err()).contains("2 more are of other projects");
    }

    @Test
    void cleaningSaysOnlyWhatItWouldDoUntilItIsMeant() {
        answers.put("POST /api/v1/connections/openai/clean",
                """
                {"dryRun":true,"items":[{"thing":{"kind":"file","id":"file-1","why":"run ended"},"removed":false,"problem":""}]}""");

        assertThat(run("connection", "clean", "openai")).isZero();
        assertThat(bodies.getLast()).isEqualTo("{\"dryRun\":true}");
        assertThat(screen.out()).contains("file file-1  would be removed", "attune connection clean openai --yes");
        run("connection", "clean", "openai", "--yes");
        assertThat(bodies.getLast()).isEqualTo("{\"dryRun\":false}");
    }

    @Test
    void whatSomebodyKnowsOfAModelIsRecorded() {
        answers.put("POST /api/v1/catalog/models", "{\"added\":1,\"sent\":1}");

        assertThat(run("catalog", "set", "azure", "gpt-4.1-mini", "--method", "supervised,dpo", "--region",
                "swedencentral", "--until", "2027-04-01", "--max-epochs", "10")).isZero();
        assertThat(bodies).containsExactly("{\"models\":[{\"vendor\":\"azure\",\"model\":\"gpt-4.1-mini\","
                + "\"methods\":[\"supervised\",\"dpo\"],\"trainIn\":[\"swedencentral\"],\"trainingEnds\":\"2027-04-01\","
                + "\"limits\":{\"epochsMax\":10}}]}");
        assertThat(screen.out()).contains("1 new of 1", "attune catalog models gpt-4.1-mini --vendor azure");
    }

    @Test
    void aCatalogueIsImportedAsItIsPrinted() throws IOException {
        Path file = root.resolve("models.json");
        Files.writeString(file, "{\"items\":[{\"vendor\":\"acme\",\"model\":\"m\"}]}");

        assertThat(run("catalog", "import", file.toString())).isZero();
        assertThat(bodies).containsExactly("{\"models\":[{\"vendor\":\"acme\",\"model\":\"m\"}]}");
        assertThat(run("catalog", "import", root.resolve("none.json").toString())).isEqualTo(2);
    }

    @Test
    void aRecipeThatIsNotUtf8IsBadInputNamingTheFile() throws IOException {
        Path recipe = root.resolve("latin1.yaml");
        Files.write(recipe, new byte[]{'#', (byte) 0xe4});

        assertThat(run("recipe", "check", recipe.toString())).isEqualTo(2);
        assertThat(screen.err()).contains("latin1.yaml is not UTF-8").contains("iconv");
    }

    @Test
    void aRefusalEndsWithFourAndEveryProblem() {
        status = 422;
        answers.put("POST /api/v1/runs", "{\"detail\":\"The quote of 6 USD is above the budget of 5 USD\","
                + "\"nextStep\":\"Raise budget.perRun.\"}");

        assertThat(run("run", "start", "config-assistant")).isEqualTo(4);
        assertThat(screen.err()).contains("above the budget of 5 USD").contains("Raise budget.perRun.");
    }

    @Test
    void anAnswerShowsItsCitations() {
        answers.put("GET /v1/models", "{\"data\":[{\"id\":\"config-assistant\"}]}");
        answers.put("POST /v1/chat/completions", """
                {"choices":[{"message":{"content":"The default of `server.shutdown` is `immediate`."}}],
                 "attune":{"grounding":"extracted","abstained":false,"knowledgeBase":"boot","indexedLsn":12,
                  "citations":[{"document":"server.shutdown","revision":1,"title":"server.shutdown","quote":"Default: immediate.",
                   "url":"http://127.0.0.1/doc#char=1,5","answerStart":0,"answerEnd":47}]}}""");

        assertThat(run("ask", "What is the default of server.shutdown?")).isZero();
        assertThat(screen.out()).contains("is `immediate`[1].").contains(
                "[1] server.shutdown, revision 1: “Default: immediate.”").contains(
                        "http://127.0.0.1/doc#char=1,5").contains("extracted from cited text of boot at change 12");
    }

    @Test
    void anAbstentionIsToldByTheExitCode() {
        answers.put("POST /v1/chat/completions", "{\"choices\":[{\"message\":{\"content\":\"I do not know.\"}}],"
                + "\"attune\":{\"grounding\":\"none\",\"abstained\":true,\"citations\":[]}}");

        assertThat(run("ask", "server.sutdown?", "--deployment", "config-assistant")).isEqualTo(1);
    }

    @Test
    void withoutAPlatformTheNextStepIsToStartOne() {
        int code = AttuneCli.run(cli(Map.of()), "runs", "--data", root.resolve("empty").toString());

        assertThat(code).isEqualTo(5);
        assertThat(screen.err()).contains("./attune up");
    }

    @Test
    void anUnknownProfileNamesTheFileToWriteItIn() {
        int code = AttuneCli.run(cli(Map.of("HOME", root.toString())), "runs", "--profile", "production");

        assertThat(code).isEqualTo(2);
        assertThat(screen.err()).contains("production").contains("profiles.properties");
    }

    @Test
    void aProfileLeadsToItsPlatform() throws IOException {
        Path folder = Files.createDirectories(root.resolve(".config/attune"));
        Files.writeString(folder.resolve("profiles.properties"), "test.url=" + url() + "\ntest.key=secret\n");

        assertThat(AttuneCli.run(cli(Map.of("HOME", root.toString())), "runs", "--profile", "test")).isZero();
    }

    @Test
    void completionCompletesEveryCommand() {
        assertThat(run("completion", "bash")).isZero();
        assertThat(screen.out()).contains("knowledge").contains("run-now");
    }

    private int run(String... args) {
        return AttuneCli.run(cli(Map.of("ATTUNE_URL", url(), "ATTUNE_KEY", "secret")), args);
    }

    private Cli cli(Map<String, String> environment) {
        return new Cli(screen.piped(), screen.clock(), duration -> screen.advance(duration), environment,
                new Installation(root, Path.of("java")));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
