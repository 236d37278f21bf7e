package io.attune.cli.command;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(name = "attune", versionProvider = VersionText.class, synopsisSubcommandLabel = "COMMAND", sortSynopsis = false, usageHelpAutoWidth = true, description = {
        "Fine-tune for fluency, retrieve for facts.", ""}, footerHeading = "%nExit codes:%n", footer = {
                "  0 done   1 ran, and the answer is no   2 bad input   3 waits for a person",
                "  4 refused by a budget or a policy   5 a service failed, retry makes sense",
                "  6 conflict or lock   130 interrupted, the same command resumes", "", "Begin with:",
                "  attune demo                the whole job on real data, in minutes",
                "  attune up                  start the local platform and leave it running",
                "  attune help COMMAND        what a command does, with examples"})
public final class AttuneCommand implements Callable<Integer> {
    @Mixin
    final Options options;

    @Option(names = {"-h",
            "--help"}, usageHelp = true, scope = ScopeType.INHERIT, order = 98, description = "Show this help.")
    boolean help;

    @Option(names = {"-V", "--version"}, versionHelp = true, order = 99, description = "Show the version.")
    boolean version;

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    public AttuneCommand(Cli cli) {
        options = cli.options();
    }

    /** Without a command there is only help, and that is not what was asked for. */
    @Override
    public Integer call() {
        CommandSpec here = spec;
        if (here != null) {
            here.commandLine().usage(here.commandLine().getErr());
        }
        return 2;
    }
}
