package io.attune.pipeline.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Parses one line strictly: one value, no key twice, nothing behind it, no half characters. Thread-safe. */
final class JsonText {
    private final JsonMapper mapper;
    private final SourceLimits limits;

    JsonText(SourceLimits limits) {
        this.limits = limits;
        StreamReadConstraints constraints = StreamReadConstraints.builder().maxNestingDepth(
                limits.depth()).maxStringLength(limits.recordBytes()).maxNameLength(limits.recordBytes()).build();
        this.mapper = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build()).enable(
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).disable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    }

    /** A tree, or why there is none. */
    sealed interface Parsed {
        record Tree(JsonNode root) implements Parsed {}

        record Broken(LineProblem problem) implements Parsed {}
    }

    /** @param from of a line of valid UTF-8 without a byte order mark */
    Parsed parse(byte[] bytes, int from, int to) {
        if (LineText.indexOf(bytes, from, Math.min(from + 4, to), 0) >= 0) {
            return nul(bytes, from, to);
        }
        int first = from;
        while (first < to && (bytes[first] == ' ' || bytes[first] == '\t' || bytes[first] == '\r')) {
            first++;
        }
        if (bytes[first] == '[' || bytes[first] == ']') {
            return broken(BadReason.JSON_ARRAY, Utf8.column(bytes, from, first),
                    "the line is part of an array and not an object",
                    "Write one object on each line: jq -c '.[]' FILE > NEW does it.");
        }
        try (JsonParser parser = mapper.createParser(bytes, from, to - from)) {
            JsonNode root = mapper.readTree(parser);
            return trailing(parser, bytes, from, to, root);
        } catch (JacksonException e) {
            return broken(e, bytes, from, to);
        }
    }

    private Parsed trailing(JsonParser parser, byte[] bytes, int from, int to, JsonNode root) {
        int end = from + offset(parser.currentLocation(), to - from);
        int rest = end;
        while (rest < to && (bytes[rest] == ' ' || bytes[rest] == '\t' || bytes[rest] == '\r')) {
            rest++;
        }
        if (rest < to) {
            boolean comma = bytes[rest] == ',';
            boolean returned = LineText.indexOf(bytes, end, rest, '\r') >= 0;
            return returned
                    ? crLineEnds(bytes, from, LineText.indexOf(bytes, end, rest, '\r'))
                    : broken(BadReason.TRAILING, Utf8.column(bytes, from, rest),
                            comma
                                    ? "a comma stands behind the object, as in an array"
                                    : "something stands behind the object",
                            comma
                                    ? "Write one object on each line: jq -c '.[]' FILE > NEW does it."
                                    : "Write one whole object on each line.");
        }
        int lone = LineText.loneSurrogate(bytes, from, to);
        return lone < 0
                ? new Parsed.Tree(root)
                : broken(BadReason.LONE_SURROGATE, Utf8.column(bytes, from, lone),
                        "the escape is half of a character without its other half",
                        "Write both halves, or the character itself in UTF-8.");
    }

    private Parsed broken(JacksonException e, byte[] bytes, int from, int to) {
        TokenStreamLocation at = e.getLocation();
        int column = Utf8.column(bytes, from, from + offset(at, to - from));
        if (e instanceof StreamConstraintsException && String.valueOf(e.getOriginalMessage()).contains("depth")) {
            return broken(BadReason.TOO_DEEP, column, "objects and lists stand more than " + limits.depth()
                    + " deep in each other", "Write it flatter.");
        }
        if (e instanceof DatabindException && String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")) {
            return broken(BadReason.DUPLICATE_KEY, column, "Duplicate key in one object", "Leave one of them out.");
        }
        if (LineText.indexOf(bytes, from, to, 0) >= 0) {
            return nul(bytes, from, to);
        }
        int carriage = LineText.indexOf(bytes, from, to, '\r');
        if (carriage >= 0) {
            return crLineEnds(bytes, from, carriage);
        }
        return broken(BadReason.BROKEN_JSON, column, "broken JSON: " + withoutQuotes(e.getOriginalMessage()),
                "Write one whole JSON object on each line.");
    }

    /** No JSON holds the byte itself; at a line's beginning the parser would take it for another encoding's. */
    private static Parsed nul(byte[] bytes, int from, int to) {
        int at = LineText.indexOf(bytes, from, to, 0);
        return broken(BadReason.NUL, Utf8.column(bytes, from, at), "the line holds a NUL byte",
                "Take it out; if there are many, the file may be UTF-16: convert it to UTF-8.");
    }

    private static Parsed crLineEnds(byte[] bytes, int from, int carriage) {
        return broken(BadReason.CR_LINE_ENDS, Utf8.column(bytes, from, carriage),
                "a carriage return stands inside the line, as if lines ended with it alone",
                "End lines with a line feed: tr '\\r' '\\n' < FILE > NEW.");
    }

    private static int offset(@Nullable TokenStreamLocation at, int length) {
        long offset = at == null ? 0 : at.getByteOffset();
        return Math.clamp(offset, 0, length);
    }

    private static Parsed broken(String reason, int column, String message, String nextStep) {
        return new Parsed.Broken(new LineProblem(reason, column, message, nextStep));
    }

    /** The columns at which the values of some JSON pointers begin; those that are absent are absent. */
    Map<String, Integer> columns(byte[] bytes, int from, int to, Set<String> pointers) {
        Map<String, Integer> columns = new HashMap<>();
        try (JsonParser parser = mapper.createParser(bytes, from, to - from)) {
            int counted = from;
            int column = 1;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME || token.isStructEnd()) {
                    continue;
                }
                String pointer = parser.streamReadContext().pathAsPointer().toString();
                if (pointers.contains(pointer) && !columns.containsKey(pointer)) {
                    int at = from + offset(parser.currentTokenLocation(), to - from);
                    column += Utf8.column(bytes, counted, at) - 1;
                    counted = at;
                    columns.put(pointer, column);
                }
            }
        } catch (JacksonException e) {
            return columns;
        }
        return columns;
    }

    /** What the parser says before it quotes the text, which may be anybody's. */
    private static String withoutQuotes(@Nullable String message) {
        String text = message == null ? "" : message;
        int end = 0;
        while (end < text.length() && "'\"(\n:".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end).strip();
    }
}
