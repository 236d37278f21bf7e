package io.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.terminal.Bar;
import io.attune.cli.terminal.Format;
import io.attune.cli.terminal.Live;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.inspect.Inspection;
import io.attune.pipeline.inspect.Inspector;
import io.attune.pipeline.inspect.Progress;
import io.attune.pipeline.inspect.StarterRecipe;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.PersonalData;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code attune dataset inspect}: works without a platform. */
@Command(name = "inspect", description = "Looks at files: format, lengths, languages, duplicates, personal data; suggests a recipe.", footer = {
        "",
        "Reads every line and names the bad ones. No value of personal data or of a secret is shown, only its class, its",
        "place and a mask. Exit code 1 when no record can be read. No platform is needed.", "", "Examples:",
        "  attune dataset inspect tickets.jsonl", "  attune dataset inspect *.jsonl.gz --sample 20000 --json",
        "  attune dataset inspect faq.csv --prompt Frage --answer Antwort",
        "  attune dataset inspect tickets.jsonl --write --license internal --personal-data present"})
final class DatasetInspect implements Callable<Integer> {
    private static final String LOGGING = "slf4j.internal.verbosity";

    private final Cli cli;

    @Parameters(paramLabel = "FILE", description = "The files, plain, .gz or .zst.")
    List<Path> files = new ArrayList<>();

    @Option(names = "--write", arity = "0..1", fallbackValue = "", paramLabel = "RECIPE", description = "Writes a first recipe beside the first file, or as this .yaml.")
    @Nullable
    String write;

    @Option(names = "--force", description = "Overwrites the recipe when it is there.")
    boolean force;

    @Option(names = "--license", paramLabel = "WORD", description = "The license of the data, for the recipe: an SPDX identifier or your own word.")
    @Nullable
    String license;

    @Option(names = "--personal-data", paramLabel = "WORD", description = "none, redacted or present, for the recipe.")
    @Nullable
    String personalData;

    @Option(names = "--sample", paramLabel = "N", defaultValue = ""
            + Inspector.Settings.SAMPLE, description = "How many records are looked into at most (default: ${DEFAULT-VALUE}); all lines are read.")
    int sample = Inspector.Settings.SAMPLE;

    @Option(names = "--prompt", paramLabel = "NAME", description = "The column or key of the question, where it is not guessed.")
    @Nullable
    String prompt;

    @Option(names = "--answer", paramLabel = "NAME", description = "The column or key of the answer, where it is not guessed.")
    @Nullable
    String answer;

    @Option(names = "--encoding", paramLabel = "NAME", defaultValue = "cl100k_base", description = "Whose tokens are counted: cl100k_base or o200k_base (default: ${DEFAULT-VALUE}).")
    String encoding = "cl100k_base";

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "A tokenizer.json to count tokens by instead.")
    @Nullable
    Path tokenizer;

    DatasetInspect(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        quietLibraries();
        takeFileFromWrite();
        PersonalData stated = personalData();
        Inspector inspector = new Inspector(new Inspector.Settings(sample(), tokens(), fields()));
        Path recipe = write == null ? null : recipe(write);
        Inspection seen = inspect(inspector);
        if (cli.wantsJson()) {
            cli.screen().print(Json.pretty(json(seen)));
        } else {
            cli.screen().print(new InspectView(cli, seen).lines());
        }
        boolean readable = seen.records() > 0;
        if (recipe != null && readable) {
            write(recipe, seen, stated);
        }
        return readable ? ExitCode.DONE.number() : ExitCode.NO.number();
    }

    /** Libraries have nothing to say on a terminal, not even that nobody listens. */
    private static void quietLibraries() {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "ERROR");
        }
    }

    /** {@code --write data.jsonl} means the file: recipes end in .yaml. */
    private void takeFileFromWrite() {
        String given = write;
        if (given != null && !given.isEmpty() && !given.matches(".*\\.ya?ml")) {
            files.addFirst(Path.of(given));
            write = "";
        }
        if (files.isEmpty()) {
            throw new CliException(ExitCode.BAD_INPUT, "No file is named", "attune dataset inspect FILE");
        }
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new CliException(ExitCode.BAD_INPUT, file + " is no file that can be read",
                        "Name files, such as data/*.jsonl");
            }
        }
    }

    private int sample() {
        if (sample < 1) {
            throw new CliException(ExitCode.BAD_INPUT, "--sample " + sample + " is out of range",
                    "Write a number from 1.");
        }
        return sample;
    }

    private @Nullable PersonalData personalData() {
        if (personalData == null) {
            return null;
        }
        return switch (personalData) {
            case "none" -> PersonalData.NONE;
            case "redacted" -> PersonalData.REDACTED;
            case "present" -> PersonalData.PRESENT;
            default -> throw new CliException(ExitCode.BAD_INPUT, "--personal-data " + personalData + " is not known",
                    "Write none, redacted or present.");
        };
    }

    private @Nullable Fields fields() {
        String asked = prompt;
        String answered = answer;
        if (asked == null && answered == null) {
            return null;
        }
        if (asked == null || answered == null) {
            throw new CliException(ExitCode.BAD_INPUT, "Only one of question and answer is named",
                    "Give both: --prompt NAME --answer NAME");
        }
        return new Fields(asked, answered, null, null, null, null, null);
    }

    private TokenCounter tokens() {
        Path file = tokenizer;
        if (file == null) {
            return TokenCounter.ofEncoding(encoding).orElseThrow(() -> new CliException(ExitCode.BAD_INPUT,
                    "--encoding " + encoding + " is not known", "Write cl100k_base or o200k_base."));
        }
        try {
            return TokenCounter.ofTokenizerFile(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(),
                    "Name the tokenizer.json that the model's publisher ships.", e);
        }
    }

    private Inspection inspect(Inspector inspector) {
        try (Live live = Live.on(cli.screen(), cli.clock())) {
            return inspector.inspect(files, (phase, done, total) -> show(live, phase, done, total));
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, "A file cannot be read: " + e.getMessage(), List.of(),
                    "Give yourself the right to read it, or get it again.", e);
        }
    }

    private void show(Live live, Progress.Phase phase, long done, long total) {
        String what = phase.name().charAt(0) + phase.name().substring(1).toLowerCase(Locale.ROOT);
        String note = phase == Progress.Phase.READING ? "bytes" : "records";
        live.show(List.of(Bar.line(cli.screen().errorStyle(), what, done, total, note,
                cli.screen().terminalWidth())), what + " " + Format.count(done) + " of " + Format.count(total) + " "
                        + note);
    }

    static ObjectNode json(Inspection seen) {
        ObjectNode tree = JsonMapper.builder().build().valueToTree(seen);
        for (int i = 0; i < seen.files().size(); i++) {
            var format = seen.files().get(i).format();
            ((ObjectNode) tree.get("files").get(i)).put("format", format.word()).put("description",
                    format.description());
        }
        return tree;
    }

    private Path recipe(String given) {
        Path first = files.getFirst().toAbsolutePath().normalize();
        Path recipe = given.isEmpty()
                ? first.resolveSibling(name(first) + ".yaml")
                : Path.of(given).toAbsolutePath().normalize();
        if (Files.exists(recipe) && !force) {
            throw new CliException(ExitCode.CONFLICT, recipe + " is there already",
                    "Name another with --write NAME.yaml, or overwrite it with --force.");
        }
        for (Path file : files) {
            if (!file.toAbsolutePath().normalize().startsWith(String.valueOf(recipe.getParent()))) {
                throw new CliException(ExitCode.BAD_INPUT, file + " is not beside the recipe " + recipe,
                        "Put the recipe into the folder of the data: --write FOLDER/NAME.yaml");
            }
        }
        return recipe;
    }

    private static String name(Path file) {
        String words = String.valueOf(file.getFileName()).replaceFirst("(\\.[A-Za-z0-9]{1,6}){1,2}$", "").toLowerCase(
                Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        return words.isEmpty() ? "recipe" : words.substring(0, Math.min(words.length(), 60));
    }

    private void write(Path recipe, Inspection seen, @Nullable PersonalData stated) {
        Map<String, String> paths = new HashMap<>();
        Path folder = recipe.resolveSibling("");
        files.forEach(file -> paths.put(file.toString(), folder.relativize(
                file.toAbsolutePath().normalize()).toString().replace('\\', '/')));
        try {
            Files.writeString(recipe, new StarterRecipe(name(recipe), seen, license, stated, tokensKey(
                    folder)).write(paths));
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, recipe + " cannot be written", List.of(),
                    "Name another place with --write NAME.yaml", e);
        }
        boolean whole = license != null && stated != null;
        cli.screen().say(cli.screen().errorStyle().green("written") + "  " + recipe + (whole
                ? ""
                : ": state license and personalData in it"));
        cli.screen().say("  attune recipe check " + recipe);
        cli.screen().say("  attune dataset build " + recipe + " --draft");
    }

    /** What the recipe says about tokens, where that is not the default. */
    private @Nullable String tokensKey(Path folder) {
        Path file = tokenizer;
        if (file == null) {
            return encoding.equals("cl100k_base") ? null : "{encoding: " + encoding + "}";
        }
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(folder)
                ? "{tokenizer: " + folder.relativize(whole).toString().replace('\\', '/') + "}"
                : null;
    }
}
