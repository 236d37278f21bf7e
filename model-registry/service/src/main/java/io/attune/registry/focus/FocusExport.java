package io.attune.registry.focus;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.attune.kernel.ProjectId;
import io.attune.registry.ChargeKind;
import io.attune.registry.NewCharge.Usage;
import io.attune.registry.focus.ParquetTable.Kind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes a project's charges as FOCUS 1.2 in CSV (RFC 4180) and in Parquet. */
@Component
class FocusExport {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;

    FocusExport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The table of what counts from a day up to and without another. */
    String csv(ProjectId project, LocalDate from, LocalDate to) {
        return String.join(",", FocusRow.COLUMNS) + "\r\n" + rows(project, from, to).stream().map(
                row -> row.values().values().stream().map(FocusExport::field).collect(Collectors.joining(","))
                        + "\r\n").collect(Collectors.joining());
    }

    /** The same table as Parquet: figures are DECIMAL(38, 12), times TIMESTAMP, Tags JSON as text. */
    byte[] parquet(ProjectId project, LocalDate from, LocalDate to) {
        return parquet(rows(project, from, to));
    }

    static byte[] parquet(List<FocusRow> rows) {
        Map<String, Kind> columns = new LinkedHashMap<>();
        FocusRow.COLUMNS.forEach(column -> columns.put(column, kind(column)));
        return ParquetTable.write(columns, rows.stream().map(FocusRow::values).toList());
    }

    private static Kind kind(String column) {
        if (column.endsWith("Cost") || column.endsWith("Quantity") || column.equals("x_Epochs") || column.equals(
                "x_TrainedTokens")) {
            return Kind.DECIMAL;
        }
        return column.endsWith("PeriodStart") || column.endsWith("PeriodEnd") ? Kind.INSTANT : Kind.TEXT;
    }

    /** One row for each key, month and whether it corrects a closed month; sums of zero are left out. */
    List<FocusRow> rows(ProjectId project, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                select distinct on (key, month, correction) *, sum(delta) over (partition by key, month, correction) as cost
                from (select *, counted_at <> billed_at as correction,
                        date_trunc('month', counted_at, 'UTC') as month
                    from registry.charge where project = :project and counted_at >= :from and counted_at < :to) rows
                order by key, month, correction, sequence desc
                """).param("project", project.value()).param("from",
                from.atStartOfDay().atOffset(ZoneOffset.UTC)).param("to",
                        to.atStartOfDay().atOffset(ZoneOffset.UTC)).query((row, number) -> map(
                                row)).list().stream().filter(row -> row.cost().signum() != 0).toList();
    }

    private static FocusRow map(ResultSet row) throws SQLException {
        return new FocusRow(row.getString("project"), row.getString("key"), row.getString("run"),
                row.getString("scope"), ChargeKind.valueOf(row.getString("kind")), row.getString("currency"),
                row.getBigDecimal("cost"), row.getBigDecimal("quantity"), row.getString("unit"),
                JSON.readValue(row.getString("labels"), LABELS), row.getTimestamp("billed_at").toInstant(),
                row.getTimestamp("counted_at").toInstant(), row.getBoolean("correction"),
                JSON.readValue(row.getString("context"), Usage.class));
    }

    /** A field; what a spreadsheet would take for a formula stays as it is, for numbers begin with a sign, too. */
    private static String field(@Nullable String value) {
        if (value == null) {
            return "";
        }
        boolean quoted = value.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
