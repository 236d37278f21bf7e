package io.attune.cli.command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.DataFolder;
import io.attune.cli.processes.Installation;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.terminal.Screen;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What every command works with. One for each start of the program; not thread-safe. */
public final class Cli {
    private final Screen screen;
    private final InstantSource clock;
    private final Pause pause;
    private final Map<String, String> environment;
    private final Installation installation;
    private final Options options = new Options();
    private @Nullable ApiClient api;

    public Cli(Screen screen, InstantSource clock, Pause pause, Map<String, String> environment,
            Installation installation) {
        this.screen = screen;
        this.clock = clock;
        this.pause = pause;
        this.environment = Map.copyOf(environment);
        this.installation = installation;
    }

    public Options options() {
        return options;
    }

    public Screen screen() {
        if (options.noColor) {
            screen.withoutColour();
        }
        return screen;
    }

    public InstantSource clock() {
        return clock;
    }

    public Pause pause() {
        return pause;
    }

    public Installation installation() {
        return installation;
    }

    public boolean wantsJson() {
        return options.wantsJson();
    }

    /** The data folder: the option, then ATTUNE_HOME, then the one beside the sources. */
    public DataFolder data() {
        Path option = options.data;
        if (option != null) {
            return new DataFolder(option);
        }
        String home = environment.getOrDefault("ATTUNE_HOME", "");
        return new DataFolder(home.isEmpty() ? installation.defaultData() : Path.of(home));
    }

    public LocalPlatform localPlatform() {
        return new LocalPlatform(installation, data(), pause);
    }

    /** The platform to ask; found out once. */
    public ApiClient api() {
        ApiClient known = api;
        if (known == null) {
            known = new ApiClient(new Endpoints(environment, data()).find(options.profile, options.project));
            api = known;
        }
        return known;
    }

    /** Shows a list: the answer as it is, or a table of its items. */
    public void list(JsonNode answer, Columns columns) {
        if (wantsJson()) {
            screen().print(Json.pretty(answer));
            return;
        }
        List<JsonNode> items = Json.items(answer);
        if (items.isEmpty()) {
            screen().say(screen().errorStyle().dim("(none)"));
        } else {
            screen().print(columns.table(items));
        }
    }

    /** Shows one thing: the answer as it is, or the lines a view makes of it. */
    public void show(JsonNode answer, Function<JsonNode, List<String>> view) {
        screen().print(wantsJson() ? List.of(Json.pretty(answer)) : view.apply(answer));
    }

    /** The lines of a table, laid out for this screen. */
    public List<String> lines(Table table) {
        return table.render(screen().style(), screen().width());
    }
}
