package io.attune.registry.focus;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.registry.ChargeKind;
import io.attune.registry.NewCharge.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The table as DuckDB reads it. */
class FocusParquetTest {
    @TempDir
    Path folder;

    @Test
    void every_column_and_value_of_the_csv_is_read_back() throws Exception {
        List<FocusRow> rows = List.of(row("run_1/training", "12.345678901234", Map.of("team", "ä,\"x\"")), row(
                "run_2/training",
                "-0.000000000001", Map.of()));

        List<List<String>> read = read(rows, "select * from '%s'");

        assertThat(read.getFirst()).isEqualTo(FocusRow.COLUMNS);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> wanted = rows.get(i).values();
            List<String> found = read.get(i + 1);
            for (int column = 0; column < FocusRow.COLUMNS.size(); column++) {
                String name = FocusRow.COLUMNS.get(column);
                assertThat(text(found.get(column))).as(name).isEqualTo(text(wanted.get(name)));
            }
        }
    }

    @Test
    void figures_are_exact_decimals_and_times_are_times() throws Exception {
        List<FocusRow> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(row("run_" + i + "/training", "0.1", Map.of()));
        }

        assertThat(read(rows,
                "select typeof(BilledCost), typeof(ChargePeriodStart), sum(BilledCost), count(*) from '%s'"
                        + " group by all").get(1)).satisfies(row -> {
                            assertThat(row.get(0)).isEqualTo("DECIMAL(38,12)");
                            assertThat(row.get(1)).startsWith("TIMESTAMP");
                            assertThat(new BigDecimal(row.get(2))).isEqualByComparingTo("30");
                            assertThat(row.get(3)).isEqualTo("300");
                        });
    }

    @Test
    void a_time_without_charges_is_a_table_without_rows() throws Exception {
        assertThat(read(List.of(), "select count(*) from '%s'").get(1)).containsExactly("0");
    }

    /** A figure without trailing zeros, a time as the CSV writes it. */
    private static String text(String value) {
        if (value == null) {
            return "";
        }
        if (value.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?")) {
            BigDecimal number = new BigDecimal(value);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return value.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d)[ T]00:00(:00)?(\\.0+)?(Z|\\+00)?$", "$1");
    }

    private List<List<String>> read(List<FocusRow> rows, String query) throws Exception {
        Path file = Files.write(folder.resolve("focus.parquet"), FocusExport.parquet(rows));
        List<List<String>> table = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(query.formatted(file))) {
                int columns = result.getMetaData().getColumnCount();
                List<String> names = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    names.add(result.getMetaData().getColumnName(i));
                }
                table.add(names);
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(result.getString(i));
                    }
                    table.add(row);
                }
            }
        }
        return table;
    }

    private static FocusRow row(String key, String cost, Map<String, String> labels) {
        Instant at = Instant.parse("2026-10-05T10:00:00Z");
        return new FocusRow("default", key, "run_1", "tone", ChargeKind.TRAINING, "USD", new BigDecimal(cost),
                new BigDecimal("1234.5"), "tokens", labels, at, at, false, JsonMapper.shared().readValue("{}",
                        Usage.class));
    }
}
