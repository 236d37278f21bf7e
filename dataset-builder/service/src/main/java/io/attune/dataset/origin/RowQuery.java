package io.attune.dataset.origin;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One query of a source: its rows as lines of JSON, every value a text. Not thread-safe. */
final class RowQuery {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final SourceSpec.Jdbc source;
    private final SourceProperties.Jdbc database;
    private final String at;
    private final List<String> names = new ArrayList<>();
    private int watermarkColumn;

    /** @param at the source's place in the recipe */
    RowQuery(SourceSpec.Jdbc source, SourceProperties.Jdbc database, String at) {
        this.source = source;
        this.database = database;
        this.at = at;
    }

    /**
     * What a query found.
     *
     * @param to the last row's watermark, or null when there is no row
     * @param ids of the rows, where the recipe says what names a row
     */
    record Found(long rows, @Nullable String to, Set<String> ids) {}

    /**
     * Writes the rows above a watermark, one a line.
     *
     * @param from where the last query ended, or null
     * @param edge the lines of rows at that very watermark that are known
     * @throws InvalidInputException when the query or the data are to be mended
     */
    Found run(Connection connection, @Nullable String from, Supplier<Set<String>> edge, Path target)
            throws SQLException, IOException {
        ParsedSql parsed = parsed();
        int parameters = parameters(parsed);
        try (PreparedStatement statement = connection.prepareStatement(NamedParameterUtils.substituteNamedParameters(
                parsed, null))) {
            Watermark watermark = columns(statement.getMetaData());
            for (int i = 1; i <= parameters; i++) {
                watermark.send(statement, i, from);
            }
            statement.setFetchSize(database.fetchSize());
            statement.setQueryTimeout((int) database.statementTimeout().toSeconds());
            try (ResultSet rows = statement.executeQuery();
                    BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.UTF_8)) {
                return write(rows, watermark, from, edge, out);
            }
        }
    }

    private ParsedSql parsed() {
        try {
            return NamedParameterUtils.parseSqlStatement(source.query());
        } catch (InvalidDataAccessApiUsageException e) {
            throw wrong("query", "a quotation mark or a comment of the query is not closed", "Close it.");
        }
    }

    private int parameters(ParsedSql parsed) {
        try {
            return NamedParameterUtils.buildValueArray(parsed, new MapSqlParameterSource("watermark", ""), null).length;
        } catch (InvalidDataAccessApiUsageException e) {
            throw wrong("query", "the query has other parameters than :watermark", "Write their values into it.");
        }
    }

    private Watermark columns(@Nullable ResultSetMetaData columns) throws SQLException {
        int count = columns == null ? 0 : columns.getColumnCount();
        for (int i = 1; columns != null && i <= count; i++) {
            names.add(columns.getColumnLabel(i));
        }
        List<Problem> problems = new ArrayList<>();
        source.columns().toMap().forEach((meaning, column) -> {
            if (!names.contains(column)) {
                problems.add(new Problem(at + "/columns", "the query has no column '" + column + "'; it has "
                        + String.join(", ", names), "Name the right one: columns: {" + meaning + ": …}."));
            }
        });
        watermarkColumn = names.indexOf(source.watermark()) + 1;
        Watermark watermark = columns == null || watermarkColumn == 0 ? null : Watermark.of(columns, watermarkColumn);
        if (watermark == null) {
            problems.add(watermarkColumn == 0
                    ? new Problem(at + "/watermark", "the query has no column '" + source.watermark() + "'",
                            "Select it too.")
                    : new Problem(at + "/watermark", "column '" + source.watermark()
                            + "' is neither a time nor a number", "Take a column such as updated_at or a running"
                                    + " number."));
        }
        if (watermark == null || !problems.isEmpty()) {
            throw new InvalidInputException("Source '" + source.name() + "'", problems);
        }
        return watermark;
    }

    private Found write(ResultSet rows, Watermark watermark, @Nullable String from, Supplier<Set<String>> edge,
            BufferedWriter out) throws SQLException, IOException {
        Set<String> ids = new HashSet<>();
        String last = from;
        long count = 0;
        while (rows.next()) {
            String value = watermark.read(rows, watermarkColumn);
            if (value == null || (last != null && watermark.compare(value, last) < 0)) {
                throw value == null
                        ? wrong("watermark", "a row has no '" + source.watermark() + "'",
                                "Leave such rows out: where " + source.watermark() + " is not null.")
                        : wrong("query", "the rows are not in the order of '" + source.watermark()
                                + "', or begin below :watermark", "Write: where " + source.watermark()
                                        + " >= :watermark order by " + source.watermark() + ".");
            }
            last = value;
            ObjectNode row = row(rows, value);
            String line = MAPPER.writeValueAsString(row);
            if (value.equals(from) && edge.get().contains(line)) {
                continue;
            }
            if (++count > database.rowsMax()) {
                throw wrong("query", "the query finds more than " + database.rowsMax() + " rows",
                        "Let it find fewer, or raise rows-max of the database '" + database.name()
                                + "' in attune.sources.jdbc.");
            }
            String id = source.columns().id() == null ? "" : row.path(source.columns().id()).asString("");
            if (!id.isEmpty()) {
                ids.add(id);
            }
            out.write(line);
            out.write('\n');
        }
        return new Found(count, count == 0 ? null : last, ids);
    }

    private ObjectNode row(ResultSet rows, String watermark) throws SQLException {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int i = 1; i <= names.size(); i++) {
            String name = names.get(i - 1);
            String value = i == watermarkColumn ? watermark : rows.getString(i);
            boolean words = name.equals(source.columns().prompt()) || name.equals(source.columns().answer());
            if (value != null || words) {
                row.put(name, value == null ? "" : value);
            }
        }
        return row;
    }

    private InvalidInputException wrong(String key, String message, String nextStep) {
        return new InvalidInputException("Source '" + source.name() + "'", List.of(new Problem(at + "/" + key, message,
                nextStep)));
    }

    /**
     * What the database refused, when that is the query's fault; what it said is told only where it speaks of names and not
     * of data.
     */
    @Nullable
    InvalidInputException refused(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.equals("57014")) {
            return wrong("query", "the query takes longer than " + database.statementTimeout().toSeconds() + " s",
                    "Give the watermark's column an index, or raise statement-timeout of the database '"
                            + database.name() + "'.");
        }
        if (state.equals("25006")) {
            return wrong("query", "the query would change data", "Write a select that only reads.");
        }
        if (state.startsWith("42")) {
            return wrong("query", "the database does not take the query: " + String.valueOf(
                    failure.getMessage()).lines().findFirst().orElse(state), "Try it in the database's own shell.");
        }
        return state.startsWith("22")
                ? wrong("query", "the query fails on the data (" + state.toUpperCase(Locale.ROOT) + ")",
                        "Try it in the database's own shell.")
                : null;
    }
}
