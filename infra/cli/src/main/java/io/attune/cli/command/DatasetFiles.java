package io.attune.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Format;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune dataset files}. */
@Command(name = "files", description = "The addresses at which a version opens by plain HTTP.", footer = {"",
        "*.jsonl is in OpenAI's chat format, *.records.jsonl holds everything known of each example. The key goes into",
        "a header, never into the address (ATTUNE_KEY, or the file admin.key of the data folder):", "",
        "  pandas    pd.read_json(url, lines=True, storage_options={\"Authorization\": f\"Bearer {key}\"})",
        "  DuckDB    create secret (type http, bearer_token '...'); select * from read_json('URL')",
        "  datasets  load_dataset(\"json\", data_files=url, storage_options={\"client_kwargs\":",
        "              {\"headers\": {\"Authorization\": f\"Bearer {key}\"}}})",
        "  curl      curl -H \"Authorization: Bearer $ATTUNE_KEY\" -C - -O URL", "", "Example:",
        "  attune dataset files config-assistant@1"})
final class DatasetFiles implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "NAME[@N]", description = DatasetCommands.VERSION)
    String version = "";

    DatasetFiles(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        JsonNode files = cli.api().get(DatasetCommands.path(version) + "/files");
        cli.show(files, this::view);
        if (!cli.wantsJson()) {
            cli.screen().say(cli.screen().errorStyle().dim(
                    "How to open them in pandas, DuckDB and others: attune dataset files --help"));
        }
        return 0;
    }

    private List<String> view(JsonNode files) {
        List<String> lines = new ArrayList<>();
        String platform = cli.api().endpoint().url().toString();
        for (JsonNode file : Json.items(files)) {
            lines.add(String.format(Locale.ROOT, "%9s  %s", Format.bytes(Json.whole(file, "/bytes")), platform
                    + Json.text(file,
                            "/url")));
        }
        return lines;
    }
}
