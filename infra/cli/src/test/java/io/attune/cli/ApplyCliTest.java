package io.attune.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.attune.cli.api.Json;
import io.attune.cli.command.Cli;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.TestScreen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The command apply, with a real Git repository and a small real server in the platform's place. */
class ApplyCliTest {
    private static final String PLAN = """
            {"digest":"sha256:1","folder":{"repository":"r","folder":"lines"},"commit":"c","uncommitted":["tone.yaml"],
             "items":[{"kind":"recipe","name":"tone","action":"change","path":"tone.yaml",
               "changes":["budget/perRun: 5 USD → 4 USD"]},
              {"kind":"schedule","name":"tone","action":"change","path":"tone.yaml","changes":[],
               "monthlyBefore":{"amount":"20","currency":"USD"},"monthlyAfter":{"amount":"16","currency":"USD"},
               "basis":"4 due times"}],
             "monthlyEffect":[{"amount":"-4","currency":"USD"}],"notes":[],"ignored":["house.yaml"],"applied":false}""";

    @TempDir
    Path root;

    private final TestScreen screen = new TestScreen();
    private final List<String> requests = new ArrayList<>();
    private final List<JsonNode> bodies = new ArrayList<>();
    private String plan = PLAN;
    private HttpServer server;
    private Path lines;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        lines = Files.createDirectories(root.resolve("repository/lines"));
        Files.writeString(lines.resolve("tone.yaml"), "extends: ../house.yaml\nrecipe: tone\n");
        Files.writeString(lines.getParent().resolve("house.yaml"), "answers: {prompt: prompt.md}\n");
        Files.writeString(lines.resolve("prompt.md"), "Be brief.\n");
        git("init", "-q", "-b", "main");
        git("remote", "add", "origin", "https://somebody:word@git.example.com/lines.git");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "first");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void git(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-C", lines.getParent().toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        bodies.add(Json.read(new String(exchange.getRequestBody().readAllBytes(),
                StandardCharsets.UTF_8)).orElseThrow());
        byte[] body = plan.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void a_dry_run_shows_the_plan_with_its_effect_on_the_monthly_cost_and_sends_nothing_else() {
        assertThat(run("apply", lines.toString(), "--dry-run")).isZero();

        assertThat(screen.out()).contains("~ change recipe tone", "budget/perRun: 5 USD → 4 USD",
                "not committed: tone.yaml", "0 to add, 2 to change", "4 due times",
                "left alone: house.yaml").containsPattern(
                        "effect on 30 days of scheduled runs: -.*4");
        assertThat(requests).containsExactly("POST /api/v1/apply?dryRun=true");
    }

    @Test
    void the_commit_is_pinned_uncommitted_files_are_named_and_credentials_of_the_remote_are_left_out()
            throws IOException {
        Files.writeString(lines.resolve("new.yaml"), "budget: project\nlimit: 5 USD\n");

        run("apply", lines.toString(), "--dry-run");

        JsonNode sent = bodies.getFirst();
        assertThat(Json.text(sent, "/repository")).isEqualTo("https://git.example.com/lines.git");
        assertThat(Json.text(sent, "/folder")).isEqualTo("lines");
        assertThat(Json.text(sent, "/commit")).matches("[0-9a-f]{40}");
        assertThat(Json.list(sent, "/uncommitted")).extracting(JsonNode::asString).containsExactly("new.yaml");
    }

    @Test
    void what_a_recipe_and_its_house_file_name_goes_along() {
        run("apply", lines.toString(), "--dry-run");

        JsonNode tone = Json.list(bodies.getFirst(), "/files").stream().filter(file -> Json.text(file, "/path").equals(
                "tone.yaml")).findFirst().orElseThrow();
        assertThat(tone.get("files").propertyNames()).containsExactlyInAnyOrder("../house.yaml", "prompt.md");
    }

    @Test
    void without_a_person_to_ask_it_waits_for_yes() {
        assertThat(run("apply", lines.toString())).isEqualTo(3);
        assertThat(screen.err()).contains("--yes");
        assertThat(requests).hasSize(1);
    }

    @Test
    void with_yes_the_plan_that_was_shown_is_done() {
        assertThat(run("apply", lines.toString(), "--yes")).isZero();
        assertThat(requests).containsExactly("POST /api/v1/apply?dryRun=true", "POST /api/v1/apply");
        assertThat(Json.text(bodies.get(1), "/plan")).isEqualTo("sha256:1");
        assertThat(screen.out()).contains("applied  commit ");
    }

    @Test
    void explaining_a_recipe_prints_each_value_with_its_origin() {
        plan = """
                {"name":"tone","valid":true,"notes":[],"recipe":{"recipe":"tone","steps":["normalize",{"balance":{"by":"q"}}],
                 "schedule":{"cron":"0 3 * * *"}},"origins":{"/recipe":"line 2","/steps/0":"house.yaml, line 4",
                 "/steps/1/balance/by":"default","/schedule/cron":"line 3"}}""";

        assertThat(run("recipe", "explain", lines.resolve("tone.yaml").toString())).isZero();

        assertThat(screen.out().lines().map(line -> line.replaceAll(" +#", " #"))).containsExactly(
                "recipe: tone # tone.yaml, line 2", "steps:", "  - normalize # house.yaml, line 4", "  - balance:",
                "      by: q # default", "schedule:", "  cron: \"0 3 * * *\" # tone.yaml, line 3");
    }

    private int run(String... args) {
        return AttuneCli.run(new Cli(screen.piped(), screen.clock(), duration -> screen.advance(duration), Map.of(
                "ATTUNE_URL", "http://127.0.0.1:" + server.getAddress().getPort(), "ATTUNE_KEY", "secret"),
                new Installation(root, Path.of("java"))), args);
    }
}
