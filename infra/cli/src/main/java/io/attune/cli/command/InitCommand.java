package io.attune.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code attune init}: {@code dataset inspect --write} by a name that beginners look for. */
@Command(name = "init", description = "Looks at your data and writes a first recipe beside it.", footer = {"",
        "The same as: attune dataset inspect FILE --write", "", "Example:", "  attune init --from tickets.jsonl"})
final class InitCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--from", paramLabel = "FILE", required = true, description = "The data, plain, .gz or .zst; may be repeated.")
    List<Path> from = new ArrayList<>();

    InitCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        DatasetInspect inspect = new DatasetInspect(cli);
        inspect.files.addAll(from);
        inspect.write = "";
        return inspect.call();
    }
}
