package io.attune.pipeline.inspect;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.pipeline.inspect.Inspection.InspectedFile;
import io.attune.pipeline.inspect.Inspection.Personal;
import io.attune.pipeline.inspect.Inspection.SuggestedStep;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.Separator;
import io.attune.pipeline.plan.TextEncoding;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A first recipe for what was seen. It can be applied once license and personal data are stated: what nobody has stated
 * is written as {@code unknown}, which blocks every build. Everything found stands beside the line it speaks for.
 *
 * @param name lower-case letters, digits and hyphens
 * @param license of every source, or null when nobody has stated it
 * @param personalData of every source, or null when nobody has stated it
 * @param tokens the recipe's {@code tokens}, such as {@code {encoding: o200k_base}}, or null for its default
 */
public record StarterRecipe(String name, Inspection seen, @Nullable String license,
        @Nullable PersonalData personalData, @Nullable String tokens) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<String> NOT_PLAIN = Set.of("true", "false", "null", "yes", "no", "on", "off");

    /** Nothing stated yet. */
    public StarterRecipe(String name, Inspection seen) {
        this(name, seen, null, null, null);
    }

    /**
     * The recipe's text.
     *
     * @param paths of the files from the recipe's folder, by the path they were inspected by
     * @throws IllegalArgumentException when no file has a format that a source reads
     */
    public String write(Map<String, String> paths) {
        List<InspectedFile> files = seen.files().stream().filter(
                file -> !(file.format() instanceof Format.Unreadable)).toList();
        if (files.isEmpty()) {
            throw new IllegalArgumentException("No source reads any of the files");
        }
        StringBuilder yaml = new StringBuilder();
        yaml.append("# A first recipe, written by what stands in the data; see: attune dataset inspect --help\n");
        yaml.append("recipe: ").append(name).append("\n\nsources:\n");
        files.forEach(file -> source(yaml, file, paths.getOrDefault(file.path(), file.path())));
        yaml.append(tokens == null ? "" : "\ntokens: " + tokens + "\n");
        yaml.append("\nsteps:").append(sampled()).append('\n');
        seen.steps().forEach(step -> step(yaml, step));
        yaml.append("\nsplit: {validation: 5%, test: 10%, ").append(seen.stratum() == null
                ? ""
                : "stratifyBy: " + scalar(seen.stratum()) + ", ").append("seed: 42}\n");
        yaml.append("""

                # Where it is trained, and what that may cost; `attune dataset build` asks neither.
                targets:
                  - {name: sandbox, connection: sandbox, baseModel: attune-mini, method: supervised}
                budget: {perRun: 5 USD, perMonth: 20 USD}
                """);
        return yaml.toString();
    }

    private void source(StringBuilder yaml, InspectedFile file, String path) {
        line(yaml, "  - name: " + file.source(), file.records() + " records");
        switch (file.format()) {
            case Format.Chat _ -> type(yaml, "jsonl", path);
            case Format.Preferences _ -> type(yaml, "preferences", path);
            case Format.Ratings _ -> type(yaml, "ratings", path);
            case Format.Qa(Fields fields) -> {
                type(yaml, "qa", path);
                line(yaml, "    fields: " + fields(fields), "guessed by the names of the keys");
            }
            case Format.Table(Fields columns, Separator separator, TextEncoding encoding) -> {
                type(yaml, "csv", path);
                line(yaml, "    columns: " + fields(columns), "guessed by the names of the columns");
                line(yaml, "    separator: " + Settings.word(separator), "");
                line(yaml, "    encoding: " + Settings.word(encoding), "");
            }
            case Format.Unreadable _ -> throw new IllegalStateException(path + " is not read by any source");
        }
        line(yaml, "    license: " + (license == null ? "unknown" : scalar(license)), license == null
                ? "fill in: an SPDX identifier or your own word; unknown blocks every build"
                : "");
        line(yaml, "    personalData: " + (personalData == null ? "unknown" : Settings.word(personalData)),
                (personalData == null ? "fill in: none, redacted or present; unknown blocks every build; " : "")
                        + found());
        if (file.bad() > 0) {
            line(yaml, "    onBadLine: drop", file.bad() + " cannot be read, such as " + file.firstBad().getFirst());
        }
    }

    private static void type(StringBuilder yaml, String type, String path) {
        line(yaml, "    type: " + type, "");
        line(yaml, "    path: " + scalar(path), "");
    }

    private static String fields(Fields fields) {
        return fields.toMap().entrySet().stream().map(e -> e.getKey() + ": " + scalar(e.getValue())).collect(
                Collectors.joining(", ", "{", "}"));
    }

    private String found() {
        List<Personal> found = seen.personal();
        return found.isEmpty()
                ? "none was found"
                : "found were " + found.stream().map(p -> p.kind() + " " + p.matches()).collect(Collectors.joining(
                        ", "));
    }

    private String sampled() {
        return seen.sampled() ? "   # by " + seen.looked() + " of " + seen.records() + " records" : "";
    }

    private static void step(StringBuilder yaml, SuggestedStep step) {
        line(yaml, "  - " + step.yaml(), step.why());
    }

    private static void line(StringBuilder yaml, String text, String comment) {
        yaml.append(text);
        if (!comment.isEmpty()) {
            yaml.append("   # ").append(comment.replaceAll("\\s+", " "));
        }
        yaml.append('\n');
    }

    /** A text as YAML: plain where nothing else can be meant, otherwise as JSON has it. */
    private static String scalar(String text) {
        boolean plain = text.matches("[A-Za-z_][A-Za-z0-9_./-]*") && !NOT_PLAIN.contains(text.toLowerCase(
                Locale.ROOT));
        return plain ? text : MAPPER.writeValueAsString(text);
    }
}
