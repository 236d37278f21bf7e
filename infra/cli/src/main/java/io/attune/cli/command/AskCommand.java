package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.knowledge.AnswerView;
import io.attune.cli.knowledge.Question;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune ask}. */
@Command(name = "ask", description = "An answer with citations, or an abstention.", footer = {"",
        "Exit code 0 for an answer, 1 when the deployment declined for want of support.", "", "Examples:",
        "  attune ask 'What is the default of server.shutdown?'",
        "  attune ask 'What is the default of server.shutdown?' --deployment config-assistant --json"})
final class AskCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "QUESTION", arity = "1..*", description = "The question.")
    List<String> words = List.of();

    @Option(names = "--deployment", paramLabel = "NAME", description = "Who is asked (default: the only deployment).")
    @Nullable
    String deployment;

    AskCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        String named = deployment;
        JsonNode answer = Question.ask(cli.api(), named == null ? onlyDeployment() : named, String.join(" ", words));
        cli.show(answer, completion -> new AnswerView(cli.screen().style(), cli.screen().width()).lines(completion));
        return Json.isTrue(answer, "/attune/abstained") ? ExitCode.NO.number() : 0;
    }

    private String onlyDeployment() {
        List<String> names = Json.list(cli.api().get("/v1/models"), "/data").stream().map(model -> Json.text(model,
                "/id")).toList();
        if (names.size() == 1) {
            return names.getFirst();
        }
        throw new CliException(ExitCode.BAD_INPUT, names.isEmpty()
                ? "Nothing is deployed yet"
                : "There are several deployments", names.isEmpty()
                        ? "Deploy something first, for example: attune demo"
                        : "Name one with --deployment: " + String.join(", ", names));
    }
}
