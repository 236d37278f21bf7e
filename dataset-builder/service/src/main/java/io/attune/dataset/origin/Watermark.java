package io.attune.dataset.origin;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** How the values of a watermark's column are sent, read, written down and compared. */
enum Watermark {
    INSTANT {
        @Override
        Object parse(@Nullable String text) {
            return text == null
                    ? LocalDateTime.of(1, 1, 1, 0, 0).atOffset(ZoneOffset.UTC)
                    : OffsetDateTime.parse(text);
        }

        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.withOffsetSameInstant(ZoneOffset.UTC).toString();
        }

        @Override
        int compare(String a, String b) {
            return OffsetDateTime.parse(a).compareTo(OffsetDateTime.parse(b));
        }
    },
    TIMESTAMP {
        @Override
        Object parse(@Nullable String text) {
            return text == null ? LocalDateTime.of(1, 1, 1, 0, 0) : LocalDateTime.parse(text);
        }

        @Override
        @Nullable
        String read(ResultSet row, int column) throws SQLException {
            LocalDateTime value = row.getObject(column, LocalDateTime.class);
            return value == null ? null : value.toString();
        }

        @Override
        int compare(String a, String b) {
            return LocalDateTime.parse(a).compareTo(LocalDateTime.parse(b));
        }
    },
    DATE {
        @Override
        Object parse(@Nullable String text) {
            return text == null ? LocalDate.of(1, 1, 1) : LocalDate.parse(text);
        }

        @Override
        int compare(String a, String b) {
            return LocalDate.parse(a).compareTo(LocalDate.parse(b));
        }
    },
    WHOLE {
        @Override
        Object parse(@Nullable String text) {
            return text == null ? Long.MIN_VALUE : Long.parseLong(text);
        }

        @Override
        int compare(String a, String b) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
    },
    DECIMAL {
        @Override
        Object parse(@Nullable String text) {
            return text == null ? BigDecimal.TEN.pow(38).negate() : new BigDecimal(text);
        }

        @Override
        int compare(String a, String b) {
            return new BigDecimal(a).compareTo(new BigDecimal(b));
        }
    };

    /** The value to send; of null the least there is. */
    abstract Object parse(@Nullable String text);

    /** A row's value, or null when it has none. */
    @Nullable
    String read(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }

    abstract int compare(String a, String b);

    void send(PreparedStatement statement, int parameter, @Nullable String text) throws SQLException {
        statement.setObject(parameter, parse(text));
    }

    /** The kind of a column, or null when rows cannot be told apart by it. */
    static @Nullable Watermark of(ResultSetMetaData columns, int column) throws SQLException {
        String name = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        return switch (columns.getColumnType(column)) {
            case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
            case Types.TIMESTAMP -> name.contains("tz") || name.contains("with time zone") ? INSTANT : TIMESTAMP;
            case Types.DATE -> DATE;
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT -> WHOLE;
            case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
            default -> null;
        };
    }
}
