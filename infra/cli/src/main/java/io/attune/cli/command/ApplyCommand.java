package io.attune.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune apply}. */
@Command(name = "apply", description = {
        "Makes recipes, schedules, budgets and connections equal to the files of a folder.",
        "Shows the plan and what it costs a month, asks, and does all of it or nothing. The Git commit is pinned.",
        "A YAML file says what it is by its key: recipe:, schedule:, budget: or connection:.",
        "What the folder made and no longer says is removed; what others made is left alone."}, footer = {"",
                "Examples:", "  attune apply --dry-run", "  attune apply lines --yes",
                "  attune apply lines --release   # people change it again", "",
                "Exit code 2 when a file is wrong, and then nothing is applied; 3 when it waits for --yes."})
final class ApplyCommand implements Callable<Integer> {
    private static final String PATH = "/api/v1/apply";
    private static final Pattern RECIPE = Pattern.compile("(?m)^recipe:");
    private static final int FILES_MAX = 2_000;

    private final Cli cli;

    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = ".", description = "The folder (default: this one).")
    Path folder = Path.of(".");

    @Option(names = "--dry-run", description = "Shows the plan and changes nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Does not ask.")
    boolean yes;

    @Option(names = "--take-over", description = "Takes what another folder owns from it.")
    boolean takeOver;

    @Option(names = "--release", description = "Gives what the folder owns back to people; nothing else changes.")
    boolean release;

    ApplyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        GitWorkTree git = GitWorkTree.of(folder);
        if (release) {
            cli.show(cli.api().post(PATH + "/release", where(git)), answer -> List.of(Json.whole(answer, "/released")
                    + " things are no longer kept in " + git.repository(), "  attune recipes"));
            return 0;
        }
        ObjectNode sent = where(git).put("takeOver", takeOver);
        List<Path> files = files();
        JsonNode plan = cli.api().post(PATH + "?dryRun=true", with(sent, files, false));
        boolean nothing = Json.list(plan, "/items").stream().allMatch(ApplyCommand::isSame);
        if (!cli.wantsJson()) {
            cli.screen().print(new PlanView(cli.screen().style()).lines(plan));
        }
        if (dryRun || (nothing && !cli.wantsJson())) {
            if (cli.wantsJson()) {
                cli.screen().print(Json.pretty(plan));
            }
            return 0;
        }
        if (!yes && !agreed()) {
            throw new CliException(ExitCode.WAITS, "Nothing was applied", "To apply it: attune apply " + folder
                    + " --yes");
        }
        ObjectNode agreed = with(sent, files, true).put("plan", Json.text(plan, "/digest"));
        cli.show(cli.api().post(PATH, agreed), done -> List.of(cli.screen().style().green("applied")
                + (git.commit().isEmpty() ? "" : "  commit " + git.commit()), "  attune recipes"));
        return 0;
    }

    private static boolean isSame(JsonNode item) {
        return Json.text(item, "/action").equals("same");
    }

    private static ObjectNode where(GitWorkTree git) {
        ObjectNode sent = Json.object().put("repository", git.repository()).put("folder", git.folder()).put("commit",
                git.commit());
        var uncommitted = sent.putArray("uncommitted");
        git.uncommitted().forEach(uncommitted::add);
        return sent;
    }

    private ObjectNode with(ObjectNode sent, List<Path> files, boolean send) {
        var list = sent.putArray("files");
        for (Path file : files) {
            String text = RecipeFiles.text(file);
            ObjectNode one = list.addObject().put("path", folder.relativize(file).toString().replace('\\', '/')).put(
                    "text", text);
            one.set("files", RECIPE.matcher(text).find()
                    ? RecipeFiles.files(cli, file, text, send)
                    : Json.object());
        }
        return sent;
    }

    /** The YAML files of the folder and below, in order; nothing hidden. */
    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            throw new CliException(ExitCode.BAD_INPUT, folder + " is no folder", "Name the folder of your recipes.");
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(path -> path.toString().matches(".*\\.ya?ml") && !isHidden(folder.relativize(path))
                    && Files.isRegularFile(path)).limit(FILES_MAX + 1L).forEach(files::add);
        } catch (IOException | UncheckedIOException e) {
            throw new CliException(ExitCode.BAD_INPUT, folder + " cannot be read", List.of(String.valueOf(
                    e.getMessage())), "Give yourself the right to read it.", e);
        }
        if (files.size() > FILES_MAX) {
            throw new CliException(ExitCode.BAD_INPUT, folder + " holds more than " + FILES_MAX + " YAML files",
                    "Name the folder that holds your recipes.");
        }
        return files.stream().sorted().toList();
    }

    private static boolean isHidden(Path path) {
        for (Path part : path) {
            String name = part.toString();
            if ((name.startsWith(".") && name.length() > 1) || name.equals("node_modules")) {
                return true;
            }
        }
        return false;
    }

    private boolean agreed() {
        if (!cli.screen().isLive()) {
            return false;
        }
        cli.screen().say("Apply this? [y/N]");
        try {
            String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return answer != null && answer.strip().matches("(?i)y(es)?");
        } catch (IOException e) {
            return false;
        }
    }
}
