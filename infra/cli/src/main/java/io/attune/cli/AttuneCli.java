package io.attune.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

import io.attune.cli.command.AttuneCommand;
import io.attune.cli.command.Cli;
import io.attune.cli.command.Commands;
import io.attune.cli.demo.DemoCommand;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.Installation;
import io.attune.cli.terminal.Screen;
import io.attune.cli.terminal.Style;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the program begins. */
public final class AttuneCli {
    private AttuneCli() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Cli cli = new Cli(Screen.ofProcess(), InstantSource.system(), Pause.real(), System.getenv(),
                Installation.ofProcess());
        System.exit(run(cli, args));
    }

    /** Runs one command and returns its exit code. */
    static int run(Cli cli, String... args) {
        CommandLine line = commandLine(cli, List.of(args));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(args);
        print(out, text -> cli.screen().print(text));
        print(err, text -> cli.screen().say(text));
        return code;
    }

    private static void print(StringWriter text, java.util.function.Consumer<String> printer) {
        if (!text.toString().isEmpty()) {
            printer.accept(text.toString().stripTrailing());
        }
    }

    static CommandLine commandLine(Cli cli, List<String> args) {
        IFactory factory = Commands.factory(cli);
        CommandLine line = new CommandLine(new AttuneCommand(cli), factory);
        Commands.addTo(line, factory, args, Map.of("demo", DemoCommand.class));
        boolean colour = cli.screen().style().colour() && !args.contains("--no-color");
        line.setColorScheme(Help.defaultColorScheme(colour ? Help.Ansi.ON : Help.Ansi.OFF));
        line.setUsageHelpWidth(Math.max(80, Math.min(120, cli.screen().terminalWidth())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> onFailure(cli, e));
        line.setParameterExceptionHandler((e, arguments) -> onBadArguments(cli, e));
        return line;
    }

    private static int onFailure(Cli cli, Exception e) {
        CliException failure = e instanceof CliException known
                ? known
                : new CliException(ExitCode.OUTSIDE, "attune failed: " + e, List.of(),
                        "This is a defect; please report it with the command and this message.", e);
        say(cli, failure.message(), failure.details(), failure.nextStep());
        return failure.exitCode().number();
    }

    private static int onBadArguments(Cli cli, ParameterException e) {
        CommandLine command = e.getCommandLine();
        List<String> suggestions = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions()
                : List.of();
        String name = command.getCommandSpec().qualifiedName();
        String next = suggestions.isEmpty()
                ? "See: " + name + " --help"
                : "Did you mean: " + String.join(", ", suggestions) + "?";
        say(cli, String.valueOf(e.getMessage()), List.of(), next);
        return ExitCode.BAD_INPUT.number();
    }

    private static void say(Cli cli, String message, List<String> details, String nextStep) {
        Style style = cli.screen().errorStyle();
        cli.screen().say(style.red("error:") + " " + message);
        details.forEach(line -> cli.screen().say("  " + line));
        if (!nextStep.isEmpty()) {
            cli.screen().say(style.bold("next:") + "  " + nextStep);
        }
    }
}
