package io.attune.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code attune recipe}. */
@Command(name = "recipe", aliases = "recipes", description = "Recipes: check, explain, apply, list, show.", footer = {
        "",
        "Examples:", "  attune recipe check config-assistant.yaml", "  attune recipe apply config-assistant.yaml",
        "  attune recipes"})
final class RecipeCommands implements Callable<Integer> {
    private static final String PATH = "/api/v1/recipes";

    private final Cli cli;

    RecipeCommands(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return list();
    }

    @Command(name = "list", description = "The recipes and their newest versions.", footer = {"", "Example:",
            "  attune recipe list"})
    int list() {
        cli.list(cli.api().get(PATH), new Columns().text("RECIPE", "/name", "/recipe").count("VERSION",
                "/version").text("OWNER", "/owner").time("APPLIED", "/createdAt").text("DESCRIPTION", "/description"));
        return 0;
    }

    @Command(name = "show", description = "A recipe as it was applied.", footer = {"", "Example:",
            "  attune recipe show config-assistant"})
    int show(@Parameters(paramLabel = "RECIPE", description = "Its name.") String recipe) {
        cli.show(cli.api().get(PATH + "/" + ApiClient.encode(recipe)),
                answer -> Json.text(answer, "/yaml").isEmpty()
                        ? List.of(Json.pretty(answer))
                        : Json.text(answer, "/yaml").stripTrailing().lines().toList());
        return 0;
    }

    @Command(name = "check", description = "Says everything that is wrong with a recipe; changes nothing.", footer = {
            "", "Sends the files beside the recipe that it names. Exit code 2 when something is wrong.", "", "Example:",
            "  attune recipe check config-assistant.yaml"})
    int check(@Parameters(paramLabel = "FILE", description = "The recipe.") Path file) {
        JsonNode answer = cli.api().post(PATH + "?dryRun=true", RecipeFiles.checkRequest(file));
        cli.show(answer, checked -> with(checked, cli.screen().style().green("ok") + "  " + file + ": "
                + name(checked, file) + " can be applied", "  attune recipe apply " + file));
        return 0;
    }

    @Command(name = "explain", description = {"A recipe with every default and inherited value filled in.",
            "Beside each value stands where it was written: its line, the file that is extended, or default."}, footer = {
                    "", "Example:", "  attune recipe explain support-tone.yaml"})
    int explain(@Parameters(paramLabel = "FILE", description = "The recipe.") Path file) {
        JsonNode answer = cli.api().post(PATH + "?dryRun=true", RecipeFiles.checkRequest(file));
        cli.show(answer, checked -> new Explanation(checked.at("/origins"), String.valueOf(file.getFileName())).lines(
                checked.at("/recipe")));
        return 0;
    }

    @Command(name = "apply", description = "Makes a recipe known, as a new version when it has changed.", footer = {"",
            "Example:", "  attune recipe apply config-assistant.yaml"})
    int apply(@Parameters(paramLabel = "FILE", description = "The recipe.") Path file) {
        JsonNode answer = cli.api().post(PATH, RecipeFiles.request(cli, file));
        cli.show(answer, applied -> with(applied, cli.screen().style().green("applied") + "  " + name(applied, file)
                + " version " + Json.text(applied, "/version"), "  attune run start " + name(applied, file)));
        return 0;
    }

    /** What was noticed stands between the outcome and the next command. */
    private List<String> with(JsonNode answer, String first, String last) {
        List<String> lines = new ArrayList<>();
        lines.add(first);
        for (JsonNode note : Json.list(answer, "/notes")) {
            String severity = Json.text(note, "/severity");
            lines.add("  " + (severity.equals("warning") ? cli.screen().style().yellow(severity) : severity) + "  line "
                    + Json.text(note, "/line") + ": " + Json.text(note, "/message"));
            lines.add("    " + Json.text(note, "/nextStep"));
        }
        lines.add(last);
        return lines;
    }

    private static String name(JsonNode answer, Path file) {
        String name = Json.text(answer, "/name");
        return name.isEmpty() ? String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "") : name;
    }
}
