package io.attune.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The file in which people judge a sample: a table (RFC 4180) or lines of JSON, with two columns to be filled in. */
final class AuditSheet {
    private static final List<String> COLUMNS = List.of("example", "source", "split", "size", "seed", "detected",
            "context", "personalData", "label");

    private AuditSheet() {}

    static void write(Path file, JsonNode drawn) throws IOException {
        List<Map<String, String>> rows = Json.items(drawn).stream().map(item -> row(drawn, item)).toList();
        if (isJson(file)) {
            Files.writeString(file, rows.stream().map(row -> {
                ObjectNode line = Json.object();
                COLUMNS.forEach(column -> line.put(column, row.getOrDefault(column, "")));
                return Json.write(line) + "\n";
            }).collect(Collectors.joining()));
        } else {
            Files.writeString(file, String.join(",", COLUMNS) + "\r\n" + rows.stream().map(row -> COLUMNS.stream().map(
                    column -> quoted(row.getOrDefault(column, ""))).collect(Collectors.joining(",")) + "\r\n").collect(
                            Collectors.joining()));
        }
    }

    private static Map<String, String> row(JsonNode drawn, JsonNode item) {
        Map<String, String> row = new HashMap<>();
        for (String column : List.of("example", "source", "split", "context")) {
            row.put(column, Json.text(item, "/" + column));
        }
        row.put("size", Json.text(drawn, "/size"));
        row.put("seed", Json.text(drawn, "/seed"));
        row.put("detected", item.path("detected").properties().stream().map(e -> e.getKey() + ":"
                + e.getValue().asString()).collect(Collectors.joining(" ")));
        return row;
    }

    /** A cell; one that a spreadsheet would take for a formula begins with an apostrophe. */
    private static String quoted(String text) {
        String safe = text.matches("(?s)[=+@\\-].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /**
     * The body that sends the judgements of a file.
     *
     * @throws CliException when it is no such file
     */
    static ObjectNode read(Path file) {
        List<Map<String, String>> rows;
        try {
            String text = Files.readString(file).replaceFirst("^\ufeff", "");
            rows = isJson(file) ? objects(text) : table(text);
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(),
                    "Name the file that attune dataset audit --sample wrote, saved as UTF-8.", e);
        }
        List<String> drawn = rows.stream().map(row -> row.getOrDefault("size", "") + " " + row.getOrDefault("seed",
                "")).distinct().toList();
        if (drawn.size() != 1 || !drawn.getFirst().matches("[0-9]+ -?[0-9]+")) {
            throw new CliException(ExitCode.BAD_INPUT, file + " is not one sample with its size and seed",
                    "Keep the columns that attune dataset audit --sample wrote, one sample a file.");
        }
        ObjectNode body = Json.object().put("size", Long.parseLong(drawn.getFirst().split(" ")[0])).put("seed",
                Long.parseLong(drawn.getFirst().split(" ")[1]));
        var judgements = body.putArray("judgements");
        for (Map<String, String> row : rows) {
            ObjectNode one = judgements.addObject();
            for (String column : List.of("example", "personalData", "label")) {
                one.put(column, row.getOrDefault(column, ""));
            }
        }
        return body;
    }

    private static boolean isJson(Path file) {
        return file.toString().endsWith(".jsonl");
    }

    private static List<Map<String, String>> objects(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(line -> {
            JsonNode node = Json.read(line).orElseGet(Json::object);
            Map<String, String> row = new HashMap<>();
            COLUMNS.forEach(column -> row.put(column, Json.text(node, "/" + column)));
            return row;
        }).toList();
    }

    private static List<Map<String, String>> table(String text) {
        List<List<String>> records = records(text);
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> record : records.subList(Math.min(1, records.size()), records.size())) {
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < Math.min(record.size(), records.getFirst().size()); i++) {
                row.put(records.getFirst().get(i).strip(), record.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Records whose fields commas or, as some spreadsheets save them, semicolons separate. */
    private static List<List<String>> records(String text) {
        String header = text.lines().findFirst().orElse("");
        char separator = header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    field.append(c);
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == separator || c == '\n') {
                record.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    end(record, records);
                    record = new ArrayList<>();
                }
            } else if (c != '\r') {
                field.append(c);
            }
        }
        record.add(field.toString());
        end(record, records);
        return records;
    }

    private static void end(List<String> record, List<List<String>> records) {
        if (record.size() > 1 || !record.getFirst().isBlank()) {
            records.add(record);
        }
    }
}
