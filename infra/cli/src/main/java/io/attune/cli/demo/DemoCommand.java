package io.attune.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.command.Cli;
import io.attune.cli.command.Interruption;
import io.attune.cli.command.Waiting;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.knowledge.AnswerView;
import io.attune.cli.knowledge.KnowledgeSync;
import io.attune.cli.run.RunEnd;
import io.attune.cli.run.RunFollower;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Screen;
import io.attune.cli.terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code attune demo}. */
@Command(name = "demo", description = "The whole job on real data: curate, train, evaluate, deploy, answer, stay right.", footer = {
        "", "Trains an assistant for Spring Boot 2.7's configuration on this machine, pairs it with live knowledge,",
        "then moves the knowledge to 3.5 without retraining. Ctrl-C at any moment; the same command goes on.",
        "Everything is real except the money: the sandbox's prices are a demo tariff.", "", "Examples:",
        "  attune demo", "  attune demo --fresh"})
public final class DemoCommand implements Callable<Integer> {
    static final List<String> ARTIFACTS = List.of("spring-boot", "spring-boot-autoconfigure",
            "spring-boot-actuator-autoconfigure");
    static final String BEFORE = "2.7.18";
    static final String AFTER = "3.5.7";
    private static final String KNOWLEDGE = "spring-boot-configuration";

    private final Cli cli;
    private int chapter;

    @Option(names = "--fresh", description = "Stop everything and delete the data folder first.")
    boolean fresh;

    DemoCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Instant began = cli.clock().instant();
        try (Interruption _ = Interruption.says(cli, "Nothing is lost: ./attune demo goes on from here."
                + " What was started goes on working; ./attune down stops it.")) {
            if (fresh) {
                startOver();
            }
            String url = up();
            ApiClient api = cli.api();
            prepareBaseModel();
            chapter("Knowledge: what Spring Boot " + BEFORE + " says of itself");
            sync(api, BEFORE);
            chapter("Recipe");
            DemoRun demo = new DemoRun(cli, api);
            demo.apply();
            JsonNode run = follow(api, demo.start());
            if (RunEnd.exitCode(run) != ExitCode.DONE) {
                return RunEnd.exitCode(run).number();
            }
            boolean right = ask(api, demo.deployment(run), BEFORE);
            chapter("The world moves on: Spring Boot " + AFTER + ", without retraining");
            sync(api, AFTER);
            right &= ask(api, demo.deployment(run), AFTER);
            end(url, demo.deployment(run), began);
            return right ? 0 : ExitCode.NO.number();
        }
    }

    private void startOver() {
        try (Waiting waiting = new Waiting(cli)) {
            waiting.waiting("Stopping what runs and deleting " + cli.data().path(), 0, 0);
            cli.localPlatform().down();
            cli.data().delete();
        }
    }

    private String up() {
        chapter("Platform: PostgreSQL, S3, a provider and Attune, all on this machine");
        try (Waiting waiting = new Waiting(cli)) {
            String url = cli.localPlatform().up(Optional.empty(), waiting);
            cli.screen().print("  up at " + url + " after " + Format.duration(waiting.took()));
            return url;
        }
    }

    private void prepareBaseModel() {
        String ready;
        try (Waiting waiting = new Waiting(cli)) {
            ready = new BaseModel(cli.localPlatform(), cli.pause(), cli.clock()).await(waiting);
        }
        cli.screen().print("  " + ready);
    }

    private void sync(ApiClient api, String version) {
        try (Waiting waiting = new Waiting(cli)) {
            JsonNode result = new KnowledgeSync(api, cli.pause()).run(KNOWLEDGE, ARTIFACTS, version, waiting);
            cli.screen().print("  " + KnowledgeSync.describe(result));
            cli.screen().print("  answerable after " + Format.duration(waiting.took()));
        }
    }

    private JsonNode follow(ApiClient api, String id) {
        chapter("Run " + id);
        return new RunFollower(api, cli.screen(), cli.clock(), cli.pause(), id, false).follow();
    }

    private boolean ask(ApiClient api, String deployment, String version) {
        chapter("Questions to " + deployment + ", whose knowledge is " + version);
        Quiz quiz = new Quiz(api, deployment, ReleaseMetadata.read(cli.installation().demoJars(), ARTIFACTS, version));
        Screen screen = cli.screen();
        int width = screen.width() == 0 ? 0 : screen.width() - 2;
        boolean right = true;
        for (String property : Quiz.PROPERTIES) {
            Quiz.Graded graded = quiz.ask(property, new AnswerView(screen.style(), width), screen.style());
            screen.print(graded.lines());
            right &= graded.right();
        }
        return right;
    }

    private void end(String url, String deployment, Instant began) {
        chapter("Go on");
        Style style = cli.screen().style();
        Duration took = Duration.between(began, cli.clock().instant());
        cli.screen().print(List.of("  platform            " + style.cyan(url),
                "  OpenAI-compatible   " + style.cyan(url + "/v1") + ", model " + deployment + ", key in "
                        + cli.data().adminKey(), "  data and logs       " + cli.data().path(), "",
                "  ./attune ask \"What is the default of server.shutdown?\"", "  ./attune run list",
                "  ./attune model list",
                "  ./attune cost", "  ./attune knowledge search " + KNOWLEDGE + " \"graceful shutdown\"",
                "  ./attune down            stops the platform; its data stays", "",
                style.dim("  took " + Format.duration(took))));
    }

    private void chapter(String title) {
        chapter++;
        Style style = cli.screen().style();
        cli.screen().print(List.of("", style.bold(style.cyan(chapter + " ")) + style.bold(title)));
    }
}
