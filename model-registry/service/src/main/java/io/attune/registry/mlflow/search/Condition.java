package io.attune.registry.mlflow.search;

import java.util.List;

/** One condition of a filter. */
public record Condition(Key key, Operator operator, Value value) {

    /** How a value is compared. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<="),
        LIKE("LIKE"),
        ILIKE("ILIKE"),
        IN("IN"),
        NOT_IN("NOT IN");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }

        /** As it is written in filters and in SQL. */
        public String sql() {
            return sql;
        }
    }

    /** What it is compared with. */
    public sealed interface Value {
        /** Stood in quotes. */
        record Text(String text) implements Value {}

        /** Stood without. */
        record Numeral(double number) implements Value {}

        /** Stood in parentheses. */
        record Texts(List<String> texts) implements Value {}
    }
}
