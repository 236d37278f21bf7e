package io.attune.cli.command;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code attune completion}. */
@Command(name = "completion", description = "Prints a script that completes commands and options in a shell.", footer = {
        "", "Examples:", "  source <(attune completion bash)", "  attune completion zsh > ~/.zsh/attune.zsh"})
final class CompletionCommand implements Callable<Integer> {
    /** The shells for which there is a script; zsh reads bash's. */
    enum Shell {
        bash,
        zsh
    }

    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    Shell shell = Shell.bash;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec here = spec;
        if (here != null) {
            here.commandLine().getOut().print(AutoComplete.bash("attune", here.root().commandLine()));
        }
        return 0;
    }
}
