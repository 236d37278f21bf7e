package io.attune.cli.command;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options every command knows. */
public final class Options {
    /** How answers are written. */
    public enum Output {
        table,
        json
    }

    @Option(names = {"-o",
            "--output"}, scope = ScopeType.INHERIT, paramLabel = "table|json", order = 90, description = "How answers are written: ${COMPLETION-CANDIDATES} (default: table).")
    Output output = Output.table;

    @Option(names = "--json", scope = ScopeType.INHERIT, order = 91, description = "Short for -o json.")
    boolean json;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, order = 92, description = "No colours, also on a terminal; so does NO_COLOR.")
    boolean noColor;

    @Option(names = "--data", scope = ScopeType.INHERIT, paramLabel = "DIR", order = 93, description = "The data folder of the local platform (default: ATTUNE_HOME, or .attune beside the sources).")
    @Nullable
    Path data;

    @Option(names = "--profile", scope = ScopeType.INHERIT, paramLabel = "NAME", order = 94, description = "A platform from ~/.config/attune/profiles.properties instead of the local one.")
    @Nullable
    String profile;

    @Option(names = "--project", scope = ScopeType.INHERIT, paramLabel = "NAME", order = 95, description = "The project to work in (default: the key's own).")
    @Nullable
    String project;

    boolean wantsJson() {
        return json || output == Output.json;
    }
}
