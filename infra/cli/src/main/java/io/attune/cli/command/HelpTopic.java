package io.attune.cli.command;

import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attune help}. */
@Command(name = "help", description = "Shows what a command does, with examples.", footer = {"", "Examples:",
        "  attune help run", "  attune help run start"})
final class HelpTopic implements Callable<Integer> {
    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command, such as: run start")
    List<String> words = List.of();

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec here = spec;
        if (here == null) {
            return ExitCode.BAD_INPUT.number();
        }
        CommandLine found = here.root().commandLine();
        for (String word : words) {
            CommandLine next = found.getSubcommands().get(word);
            if (next == null) {
                throw new CliException(ExitCode.BAD_INPUT, "There is no command '" + String.join(" ", words) + "'",
                        "See: " + found.getCommandSpec().qualifiedName() + " --help");
            }
            found = next;
        }
        found.usage(here.commandLine().getOut());
        return 0;
    }
}
