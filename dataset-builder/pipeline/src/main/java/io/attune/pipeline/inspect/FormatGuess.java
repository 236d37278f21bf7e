package io.attune.pipeline.inspect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Problem;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.OnBadLine;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.Separator;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.Terms;
import io.attune.pipeline.plan.TextEncoding;
import io.attune.pipeline.source.LineRange;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells a file's format by its first lines. */
final class FormatGuess {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int LINES_MAX = 100;
    private static final Terms NO_TERMS = new Terms("unknown", PersonalData.UNKNOWN);

    private FormatGuess() {}

    /**
     * The format, by most of the lines that can be read.
     *
     * @param fields where question and answer stand, or null to guess it
     */
    static Format of(Path file, Head head, @Nullable Fields fields) throws IOException {
        String text = head.text();
        String start = text.stripLeading();
        if (start.startsWith("{")) {
            return ofObjects(lines(text, head.whole()), fields);
        }
        Format table = start.isEmpty() || start.startsWith("[") || text.indexOf('\u0000') >= 0
                ? null
                : ofTable(String.valueOf(file.getFileName()), text, head, fields);
        return table == null ? foreign(file) : table;
    }

    private static List<String> lines(String text, boolean whole) {
        List<String> lines = new ArrayList<>(text.lines().limit(LINES_MAX + 1L).toList());
        if (lines.size() > LINES_MAX || (!whole && lines.size() > 1)) {
            lines.removeLast();
        }
        return lines;
    }

    private static Format ofObjects(List<String> lines, @Nullable Fields fields) {
        Map<Format, Integer> votes = new LinkedHashMap<>();
        for (String line : lines) {
            try {
                JsonNode root = line.isBlank() ? null : MAPPER.readTree(line);
                if (root != null && root.isObject()) {
                    votes.merge(ofObject(root, fields), 1, Integer::sum);
                }
            } catch (JacksonException brokenLine) {
                // the reader says what is wrong with it
            }
        }
        return votes.entrySet().stream().max(Comparator.comparingInt(Map.Entry::getValue)).map(
                Map.Entry::getKey).orElse(new Format.Chat());
    }

    private static Format ofObject(JsonNode root, @Nullable Fields fields) {
        if (fields != null) {
            return new Format.Qa(fields);
        }
        if (root.has("schemaVersion") && root.has("messages")) {
            return other("Bedrock's conversation format", "{\"messages\": [{\"role\", \"content\"}, …]}");
        }
        if (root.has("messages")) {
            return root.path("label").isBoolean() ? new Format.Ratings() : new Format.Chat();
        }
        if (root.has("preferred_output") || root.has("non_preferred_output")) {
            return new Format.Preferences();
        }
        if (root.path("label").isBoolean() && root.has("prompt") && root.has("completion")) {
            return new Format.Ratings();
        }
        if (root.has("conversations")) {
            return other("ShareGPT's format", "{\"messages\": [{\"role\", \"content\"}, …]}");
        }
        if (root.has("contents")) {
            return other("Gemini's format", "{\"messages\": [{\"role\", \"content\"}, …]}");
        }
        if (root.has("chosen") && root.has("rejected")) {
            return other("TRL's preference format",
                    "{\"input\": {\"messages\"}, \"preferred_output\": […], \"non_preferred_output\": […]}");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        root.properties().forEach(entry -> {
            if (entry.getValue().isString()) {
                texts.put(entry.getKey(), entry.getValue().stringValue());
            }
        });
        return FieldGuess.of(texts).<Format>map(Format.Qa::new).orElseGet(() -> new Format.Unreadable(
                "objects with the keys " + String.join(", ", root.propertyNames().stream().limit(12).toList())
                        + ", none of which is known to be a question or an answer",
                "Say which they are: --prompt KEY --answer KEY."));
    }

    private static Format other(String name, String wanted) {
        return new Format.Unreadable(name + ", which no source reads", "Write each record as " + wanted + ".");
    }

    /** Null when the first line is none of a table. */
    private static @Nullable Format ofTable(String name, String text, Head head, @Nullable Fields stated) {
        TextEncoding encoding = head.encoding().equals("windows-1252") ? TextEncoding.WINDOWS_1252 : TextEncoding.UTF_8;
        String first = text.lines().findFirst().orElse("");
        Separator separator = Separator.COMMA;
        for (Separator each : Separator.values()) {
            separator = columns(first, each).size() > columns(first, separator).size() ? each : separator;
        }
        List<String> columns = columns(first, separator);
        boolean named = name.matches(".*\\.(csv|tsv)(\\.gz|\\.zst)?");
        if (columns.size() < 2 || (!named && columns.stream().anyMatch(column -> column.length() > 60))) {
            return null;
        }
        Separator chosen = separator;
        return (stated == null ? fields(columns) : Optional.of(stated)).<Format>map(fields -> new Format.Table(fields,
                chosen, encoding)).orElseGet(
                        () -> new Format.Unreadable("a table with the columns " + String.join(", ",
                                columns.stream().limit(
                                        12).toList()) + ", none of which is known to be a question or an answer",
                                "Say which they are: --prompt COLUMN --answer COLUMN."));
    }

    private static Optional<Fields> fields(List<String> columns) {
        Map<String, String> names = new LinkedHashMap<>();
        columns.forEach(column -> names.put(column, ""));
        return FieldGuess.of(names);
    }

    /** The first line's fields as RFC 4180 has them; a quoted one holds separators. */
    static List<String> columns(String line, Separator separator) {
        List<String> columns = new ArrayList<>();
        StringBuilder column = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator.character() && !quoted) {
                columns.add(column.toString().strip());
                column.setLength(0);
            } else {
                column.append(c);
            }
        }
        columns.add(column.toString().strip());
        return columns;
    }

    /** What the reader says about a file that is no text, or of another form. */
    private static Format foreign(Path file) throws IOException {
        SourceSpec.OfFile lines = new SourceSpec.Jsonl("file", file.toString(), NO_TERMS, OnBadLine.DROP);
        try (InputStream content = Files.newInputStream(file);
                RecordReader reader = RecordReader.open(lines, file.toString(), content, LineRange.ALL)) {
            if (reader.next() instanceof SourceItem.Bad bad) {
                Problem first = bad.problems().getFirst();
                boolean words = bad.reason().equals("broken-json");
                return words
                        ? new Format.Unreadable("neither lines of JSON nor a table",
                                "Write one JSON object on each line, or a table whose first record names its columns.")
                        : new Format.Unreadable(first.message(), first.nextStep());
            }
        }
        return new Format.Unreadable("an empty file", "Put records there.");
    }
}
