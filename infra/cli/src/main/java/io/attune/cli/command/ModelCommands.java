package io.attune.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune model}. */
@Command(name = "model", aliases = "models", description = "The registry: models, versions, lineage.", footer = {"",
        "Examples:", "  attune models", "  attune model show config-assistant",
        "  attune model lineage config-assistant@1", "  attune model bom config-assistant@1 > bom.json"})
final class ModelCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/models";

    private static final String VERSION = "A version, such as config-assistant@1.";

    private final Cli cli;

    ModelCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The models, how many versions they have, and their aliases.", footer = {"",
            "Example:", "  attune model list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("MODEL", "/name").count("VERSIONS", "/versions").cell(
                "ALIASES", ModelCommands::aliases).time("SINCE", "/createdAt"));
        return 0;
    }

    @Command(name = "show", description = "A model's versions: where they come from and how good they are.", footer = {
            "", "Examples:", "  attune model show config-assistant", "  attune model show config-assistant --json"})
    int show(
            @Parameters(paramLabel = "MODEL", description = "The model's name, as listed by: attune models.") String model) {
        JsonNode versions = cli.api().get(PATH + "/" + ApiClient.encode(model) + "/versions");
        cli.show(versions, answer -> {
            List<String> lines = new ArrayList<>();
            Json.items(answer).forEach(version -> lines.addAll(view(version)));
            return lines;
        });
        return 0;
    }

    @Command(name = "lineage", description = "What a version was made from, and what was made from it.", footer = {"",
            "Example:", "  attune model lineage config-assistant@1"})
    int lineage(
            @Parameters(paramLabel = "MODEL@N", description = "A version, such as config-assistant@1.") String version) {
        JsonNode answer = cli.api().get("/api/v1/lineage/" + ApiClient.encode("version:" + version));
        cli.show(answer, graph -> {
            List<String> lines = new ArrayList<>();
            lines.add(cli.screen().style().bold("made from"));
            lines.addAll(edges(graph, "/upstream/edges"));
            lines.add(cli.screen().style().bold("used by"));
            lines.addAll(edges(graph, "/downstream/edges"));
            return lines;
        });
        return 0;
    }

    @Command(name = "card", description = "A version's model card: Markdown with Hugging Face's front matter.", footer = {
            "",
            "Examples:", "  attune model card config-assistant@1",
            "  attune model card config-assistant@1 > README.md"})
    int card(@Parameters(paramLabel = "MODEL@N", description = VERSION) String version) {
        return document(version, "card");
    }

    @Command(name = "bom", description = "A version's bill of material: CycloneDX 1.7, with its data and its files.", footer = {
            "", "Example:", "  attune model bom config-assistant@1 > bom.json"})
    int bom(@Parameters(paramLabel = "MODEL@N", description = VERSION) String version) {
        return document(version, "bom");
    }

    @Command(name = "provenance", description = "What a tuned version was made from and how: SLSA v1 in an in-toto statement.", footer = {
            "", "Examples:", "  attune model provenance config-assistant@1",
            "  attune model provenance config-assistant@1 --signed > provenance.dsse.json"})
    int provenance(@Parameters(paramLabel = "MODEL@N", description = VERSION) String version,
            @Option(names = "--signed", description = "In a DSSE envelope signed by the platform's key.") boolean signed) {
        return document(version, signed ? "provenance/signed" : "provenance");
    }

    @Command(name = "signature", description = "A signature over a version's artefacts: a Sigstore bundle of OpenSSF model signing.", footer = {
            "", "Example:", "  attune model signature config-assistant@1 > model.sig"})
    int signature(@Parameters(paramLabel = "MODEL@N", description = VERSION) String version) {
        return document(version, "signature");
    }

    @Command(name = "verify", description = {
            "Holds a version's artefacts, as they lie in the object store, against a signature.",
            "Exits with 1 when one is not what was signed."}, footer = {"", "Example:",
                    "  attune model verify config-assistant@1 model.sig"})
    int verify(@Parameters(paramLabel = "MODEL@N", description = VERSION) String version,
            @Parameters(paramLabel = "FILE", description = "The signature.") Path file) {
        JsonNode verdict = cli.api().postFile(path(version) + "/signature/verify", file, "application/json");
        boolean valid = Json.isTrue(verdict, "/valid");
        cli.show(verdict, answer -> {
            List<String> lines = new ArrayList<>();
            lines.add(valid
                    ? cli.screen().style().green("valid") + "  every artefact of " + version + " is what was signed"
                    : cli.screen().style().red("not valid"));
            Json.list(answer, "/problems").forEach(problem -> lines.add("  " + problem.asString()));
            return lines;
        });
        return valid ? 0 : ExitCode.NO.number();
    }

    private int document(String version, String which) {
        cli.screen().print(cli.api().getText(path(version) + "/" + which).stripTrailing());
        return 0;
    }

    /** Where a version stands that is written as {@code name@3}. */
    private static String path(String version) {
        int at = version.lastIndexOf('@');
        if (at < 1 || !version.substring(at + 1).matches("[1-9][0-9]{0,8}")) {
            throw new CliException(ExitCode.BAD_INPUT, "'" + version + "' is not a version",
                    "Write it like config-assistant@3; list them with: attune model show NAME");
        }
        return PATH + "/" + ApiClient.encode(version.substring(0, at)) + "/versions/" + version.substring(at + 1);
    }

    @Command(name = "evidence", description = {
            "All that an auditor asks of a version, in one signed file of JSON: sources, dataset,",
            "run, measures, promotions with their gates and approvals, aliases, deployments, costs and audit entries.",
            "The same facts have the same digest."}, footer = {"", "Examples:",
                    "  attune model evidence config-assistant@1",
                    "  attune model evidence config-assistant@1 --out evidence.json"})
    int evidence(
            @Parameters(paramLabel = "MODEL@N", description = VERSION) String version,
            @Option(names = "--out", paramLabel = "FILE", description = "Where to write it; only a summary is shown without it.") @Nullable Path out) {
        String path = path(version) + "/evidence";
        if (out != null) {
            cli.api().getFile(path, out);
            cli.screen().print(List.of(version + "  written to " + out));
        } else {
            cli.show(cli.api().get(path), ModelCommands::summary);
        }
        return 0;
    }

    private static List<String> summary(JsonNode bundle) {
        JsonNode evidence = bundle.at("/evidence");
        List<String> lines = new ArrayList<>();
        lines.add(Json.text(evidence, "/version/ref") + "  " + Json.text(bundle, "/digest"));
        add(lines, "dataset", Json.text(evidence, "/dataset/ref") + " " + Json.text(evidence, "/dataset/digest"));
        add(lines, "run", Json.text(evidence, "/version/run"));
        for (String part : List.of("metrics", "promotions", "aliases", "deployments", "quarantines", "charges",
                "audit")) {
            add(lines, part, String.valueOf(Json.list(evidence, "/" + part).size()));
        }
        add(lines, "signed by", Json.text(bundle, "/signature/signatures/0/keyid"));
        return lines;
    }

    private static List<String> edges(JsonNode graph, String pointer) {
        return Json.list(graph, pointer).stream().map(edge -> "  " + Json.text(edge, "/from") + " → " + Json.text(edge,
                "/to")).toList();
    }

    private List<String> view(JsonNode version) {
        List<String> lines = new ArrayList<>();
        String aliases = String.join(" ", Json.list(version, "/aliases").stream().map(JsonNode::asString).toList());
        lines.add(cli.screen().style().bold(Json.text(version, "/ref")) + "  registered "
                + Columns.time(Json.text(version, "/registeredAt"))
                + (aliases.isEmpty() ? "" : "  " + cli.screen().style().green(aliases)));
        add(lines, "base model", Json.text(version, "/baseModel"));
        add(lines, "served as", Json.text(version, "/served/modelId") + " at " + Json.text(version,
                "/served/connection"));
        add(lines, "dataset", Json.text(version, "/dataset"));
        add(lines, "run", Json.text(version, "/run"));
        add(lines, "method", Json.text(version, "/method"));
        Table metrics = new Table().column("ARM").column("SUITE").column("MEASURE").number("VALUE").number(
                "LOW").number("HIGH").number("N");
        for (JsonNode metric : Json.list(version, "/metrics")) {
            metrics.row(Json.text(metric, "/arm"), Json.text(metric, "/suite"), Json.text(metric, "/measure"),
                    Format.value(Json.number(metric, "/value/estimate")), Format.value(Json.number(metric,
                            "/value/low")),
                    Format.value(Json.number(metric, "/value/high")), Format.count(Json.whole(metric, "/examples")));
        }
        if (!metrics.isEmpty()) {
            cli.lines(metrics).forEach(line -> lines.add("  " + line));
        }
        lines.add("");
        return lines;
    }

    private static void add(List<String> lines, String label, String value) {
        if (!value.isEmpty()) {
            lines.add("  " + String.format("%-12s", label) + value);
        }
    }

    private static String aliases(JsonNode model) {
        List<String> aliases = new ArrayList<>();
        model.at("/aliases").properties().forEach(alias -> aliases.add(alias.getKey() + "="
                + alias.getValue().asString()));
        return String.join(" ", aliases);
    }
}
