package io.attune.registry.mlflow.tracking;

import java.util.Map;
import java.util.Set;

import io.attune.registry.mlflow.search.Condition;
import io.attune.registry.mlflow.search.Key;
import io.attune.registry.mlflow.search.Order;
import io.attune.registry.mlflow.search.Query;

/** How runs are found and ordered; {@code r} is the run. */
final class RunSearch {
    private static final Map<String, String> COLUMNS = Map.ofEntries(Map.entry("run_id", "r.id"), Map.entry("run_name",
            "r.name"), Map.entry("Run name", "r.name"), Map.entry("run name", "r.name"), Map.entry("status",
                    "r.status"), Map.entry("user_id", "r.user_id"), Map.entry("artifact_uri", "r.artifact_uri"),
            Map.entry(
                    "start_time", "r.started_at"), Map.entry("Created", "r.started_at"), Map.entry("created",
                            "r.started_at"), Map.entry("end_time", "r.ended_at"));
    private static final Set<String> NUMBERS = Set.of("r.started_at", "r.ended_at");
    private static final String VALID = "run_id, run_name, status, user_id, artifact_uri, start_time, end_time, metrics.KEY,"
            + " params.KEY, tags.KEY, datasets.name, datasets.digest, datasets.context";

    private RunSearch() {}

    static String condition(Query query, Condition condition) {
        Key key = condition.key();
        return switch (key.kind()) {
            case ATTRIBUTE -> attribute(query, condition);
            case METRIC -> exists("run_latest_metric", query, key, query.number("v.value", condition));
            case PARAM -> exists("run_param", query, key, query.text("v.value", condition));
            case TAG -> exists("run_tag", query, key, query.text("v.value", condition));
            case DATASET -> "exists (select 1 from registry.run_dataset v where v.run = r.number and " + query.text(
                    dataset(key), condition) + ")";
        };
    }

    private static String attribute(Query query, Condition condition) {
        String column = column(condition.key());
        return NUMBERS.contains(column) ? query.number(column, condition) : query.text(column, condition);
    }

    private static String exists(String table, Query query, Key key, String compared) {
        return "exists (select 1 from registry." + table + " v where v.run = r.number and v.key = " + query.parameter(
                key.name())
                + " and " + compared + ")";
    }

    private static String dataset(Key key) {
        return switch (key.name()) {
            case "name" -> "v.name";
            case "digest" -> "v.digest";
            case "context" -> "v.tags ->> 'mlflow.data.context'";
            default -> throw Query.unknown("dataset attribute", key, VALID);
        };
    }

    /** Numbers that are none come after all others, and what has no value after them. */
    static String order(Query query, Order order) {
        Key key = order.key();
        return switch (key.kind()) {
            case ATTRIBUTE -> order.sql(column(key));
            case METRIC -> {
                String value = value("run_latest_metric", query, key);
                yield "case when " + value + " = 'NaN' then 1 when " + value + " is null then 2 else 0 end, "
                        + order.sql(
                                value);
            }
            case PARAM -> order.sql(value("run_param", query, key));
            case TAG -> order.sql(value("run_tag", query, key));
            case DATASET -> throw Query.unknown("order_by", key, VALID);
        };
    }

    private static String value(String table, Query query, Key key) {
        return "(select v.value from registry." + table + " v where v.run = r.number and v.key = " + query.parameter(
                key.name())
                + ")";
    }

    private static String column(Key key) {
        String column = COLUMNS.get(key.name());
        if (column == null) {
            throw Query.unknown("attribute", key, VALID);
        }
        return column;
    }
}
