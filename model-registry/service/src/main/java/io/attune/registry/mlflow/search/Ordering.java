package io.attune.registry.mlflow.search;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.attune.registry.mlflow.wire.Pages;

/**
 * An order in which no two rows share a place, so that a page can go on after a row. The columns always have a value; one
 * that is named twice counts where it stands first.
 */
public record Ordering(List<Column> columns) {

    public Ordering {
        Map<String, Column> bySql = new LinkedHashMap<>();
        columns.forEach(column -> bySql.putIfAbsent(column.sql(), column));
        columns = List.copyOf(bySql.values());
    }

    /** What a column holds. */
    public enum Type {
        TEXT,
        NUMBER,
        TIME
    }

    /** One part of the order. */
    public record Column(String sql, Type type, boolean descending) {

        public static Column text(String sql) {
            return new Column(sql, Type.TEXT, false);
        }

        public static Column number(String sql) {
            return new Column(sql, Type.NUMBER, false);
        }

        public static Column time(String sql) {
            return new Column(sql, Type.TIME, false);
        }

        /** The same column in one direction or the other. */
        public Column descending(boolean down) {
            return new Column(sql, type, down);
        }

        private String place() {
            return switch (type) {
                case TEXT -> sql;
                case NUMBER -> "cast(" + sql + " as text)";
                case TIME -> "cast(cast(extract(epoch from " + sql + ") * 1000000 as bigint) as text)";
            };
        }

        private Object value(String place) {
            return switch (type) {
                case TEXT -> place;
                case NUMBER -> Integer.valueOf(place);
                case TIME -> Instant.EPOCH.plus(Long.parseLong(place), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
            };
        }
    }

    /** As it stands behind {@code order by}. */
    public String sql() {
        return columns.stream().map(column -> column.sql() + (column.descending() ? " desc" : "")).collect(
                Collectors.joining(", "));
    }

    /** An expression for a row's place, an array of texts. */
    public String place() {
        return columns.stream().map(Column::place).collect(Collectors.joining(", ", "array[", "]"));
    }

    /**
     * Lets only rows behind a place be found; an empty place is before all of them.
     *
     * @throws io.attune.registry.mlflow.wire.MlflowException when it is no place of this order
     */
    public void after(Query query, List<String> place) {
        if (place.isEmpty()) {
            return;
        }
        if (place.size() != columns.size()) {
            throw Pages.invalidToken();
        }
        try {
            List<String> values = java.util.stream.IntStream.range(0, columns.size()).mapToObj(
                    i -> query.parameter(columns.get(i).value(place.get(i)))).toList();
            // where to begin in an index; what stands beside it is for equal ones only
            query.and(columns.getFirst().sql() + (columns.getFirst().descending() ? " <= " : " >= ")
                    + values.getFirst());
            query.and(behind(0, values));
        } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
            throw Pages.invalidToken();
        }
    }

    private String behind(int from, List<String> values) {
        Column column = columns.get(from);
        String behind = column.sql() + (column.descending() ? " < " : " > ") + values.get(from);
        return from == columns.size() - 1
                ? behind
                : "(" + behind + " or (" + column.sql() + " = " + values.get(from) + " and " + behind(from + 1, values)
                        + "))";
    }
}
