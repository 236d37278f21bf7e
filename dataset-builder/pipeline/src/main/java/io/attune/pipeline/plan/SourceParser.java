package io.attune.pipeline.plan;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Problems;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Reads one source from a recipe's map. */
final class SourceParser {
    private static final String TYPES = "jsonl, preferences, ratings, qa, csv, jdbc, spring-metadata";

    private final Settings settings;
    private final String place;
    private final Problems problems;

    private SourceParser(Map<?, ?> map, String place, Problems problems) {
        this.settings = new Settings(map, place, problems);
        this.place = place;
        this.problems = problems;
    }

    /** The source, or null when its type is not known; what is wrong goes to the problems. */
    static @Nullable SourceSpec parse(Map<?, ?> map, String place, Problems problems) {
        return new SourceParser(map, place, problems).source();
    }

    private @Nullable SourceSpec source() {
        String name = settings.text("name");
        String type = settings.text("type");
        if (!name.isEmpty() && !name.matches("[a-z][a-z0-9-]{0,62}")) {
            settings.problem("name", "'" + name + "' is not a name",
                    "Write lower-case letters, digits and hyphens, beginning with a letter.");
        }
        SourceSpec source = switch (type) {
            case "jsonl" -> new SourceSpec.Jsonl(name, path(), terms(), onBadLine());
            case "preferences" -> new SourceSpec.Preferences(name, path(), terms(), onBadLine());
            case "ratings" -> new SourceSpec.Ratings(name, path(), terms(), onBadLine());
            case "qa" -> new SourceSpec.Qa(name, path(), terms(), onBadLine(), fields("fields", Fields.OF_OBJECTS));
            case "csv" -> csv(name);
            case "jdbc" -> jdbc(name);
            case "spring-metadata" -> springMetadata(name);
            default -> {
                if (!type.isEmpty()) {
                    settings.problem("type", "there is no source type '" + type + "'", "Write one of " + TYPES + ".");
                }
                yield null;
            }
        };
        if (source != null) {
            settings.end();
        }
        return source;
    }

    private SourceSpec csv(String name) {
        String path = path();
        Separator usual = path.matches(".*\\.tsv(\\.gz|\\.zst)?") ? Separator.TAB : Separator.COMMA;
        return new SourceSpec.Csv(name, path, terms(), onBadLine(), fields("columns", Fields.OF_TABLES),
                settings.word("separator", Separator.class, usual),
                settings.word("encoding", TextEncoding.class, TextEncoding.UTF_8));
    }

    private SourceSpec jdbc(String name) {
        String connection = settings.text("connection");
        String query = settings.text("query").strip();
        String watermark = settings.text("watermark");
        if (!connection.isEmpty() && !connection.matches("[a-z][a-z0-9-]{0,62}")) {
            settings.problem("connection", "'" + connection + "' is not a connection",
                    "Write the name under which the operator configured the database in attune.sources.jdbc.");
        }
        if (!query.isEmpty()) {
            if (!query.matches("(?is)(select|with)\\b.*") || query.indexOf(';') >= 0) {
                settings.problem("query", "the query is not one select statement",
                        "Write one that begins with select or with, without a semicolon.");
            }
            if (!query.contains(":watermark")) {
                settings.problem("query", "the query does not say where the last one ended",
                        "Write it like: select … where updated_at >= :watermark order by updated_at.");
            }
        }
        return new SourceSpec.Jdbc(name, connection, query, watermark, fields("columns", Fields.OF_TABLES), terms(),
                onBadLine());
    }

    private SourceSpec springMetadata(String name) {
        List<String> artifacts = settings.texts("artifacts", List.of());
        if (artifacts.isEmpty()) {
            settings.problem("artifacts", "no artifact is named", "Write [spring-boot-autoconfigure] or others.");
        }
        String version = settings.text("version");
        for (String part : artifacts) {
            if (!part.matches("[A-Za-z0-9._-]+")) {
                settings.problem("artifacts", "'" + part + "' is not an artifact", "Write its Maven artifact id.");
            }
        }
        if (!version.isEmpty() && !version.matches("[A-Za-z0-9._-]+")) {
            settings.problem("version", "'" + version + "' is not a version",
                    "Write it as Maven does, such as 2.7.18.");
        }
        return new SourceSpec.SpringMetadata(name, artifacts, version,
                settings.words("questions", QuestionKind.class, List.of(QuestionKind.values())), terms());
    }

    private String path() {
        String path = settings.text("path");
        if (!path.isEmpty()) {
            try {
                Origin.parse(path);
            } catch (Origin.UnreadableException e) {
                settings.problem("path", String.valueOf(e.getMessage()), e.nextStep());
            }
        }
        return path;
    }

    private OnBadLine onBadLine() {
        return settings.word("onBadLine", OnBadLine.class, OnBadLine.STOP);
    }

    private Terms terms() {
        PersonalData personal = settings.word("personalData", PersonalData.class, PersonalData.UNKNOWN);
        if (personal == PersonalData.UNKNOWN) {
            settings.problem("personalData", "nothing is said about personal data in this source",
                    "Write none, redacted or present: unknown blocks the upload.");
        }
        String license = settings.text("license");
        if (license.strip().equalsIgnoreCase("unknown")) {
            settings.problem("license", "nobody has said what this source's license is",
                    "Write an SPDX identifier or your own word for it: unknown blocks the upload.");
        }
        return new Terms(license, personal, settings.optionalText("owner"),
                settings.optionalText("purpose"), settings.optionalText("legalBasis"),
                settings.optionalText("retention"));
    }

    private Fields fields(String key, Fields usual) {
        Map<?, ?> map = settings.map(key);
        if (map == null) {
            return usual;
        }
        Settings names = new Settings(map, place + "/" + key, problems);
        String prompt = names.optionalText("prompt");
        String answer = names.optionalText("answer");
        Fields fields = new Fields(prompt == null ? usual.prompt() : prompt, answer == null ? usual.answer() : answer,
                names.optionalText("system"), names.optionalText("group"), names.optionalText("lang"),
                names.optionalText("license"), names.optionalText("id"));
        names.end();
        if (fields.prompt().equals(fields.answer())) {
            settings.problem(key, "question and answer are both read from '" + fields.prompt() + "'",
                    "Name the two places, such as {prompt: question, answer: reply}.");
        }
        return fields;
    }
}
