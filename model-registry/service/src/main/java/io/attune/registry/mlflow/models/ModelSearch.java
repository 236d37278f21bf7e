package io.attune.registry.mlflow.models;

import java.util.List;
import java.util.Map;

import io.attune.kernel.CanonicalJson;
import io.attune.registry.mlflow.search.Condition;
import io.attune.registry.mlflow.search.Condition.Operator;
import io.attune.registry.mlflow.search.Condition.Value;
import io.attune.registry.mlflow.search.Filters;
import io.attune.registry.mlflow.search.Key;
import io.attune.registry.mlflow.search.Order;
import io.attune.registry.mlflow.search.Query;
import org.jspecify.annotations.Nullable;

/** How models ({@code m}) and versions ({@code v}) are found and ordered. */
final class ModelSearch {
    private static final String PROMPT = "mlflow.prompt.is_prompt";
    private static final Map<String, String> MODEL_ORDER = Map.of("name", "m.name", "timestamp", "m.updated_at",
            "creation_timestamp", "m.created_at", "last_updated_timestamp", "m.updated_at");
    private static final Map<String, String> VERSION_ORDER = Map.of("name", "v.name", "version_number", "v.number",
            "creation_timestamp", "v.registered_at", "last_updated_timestamp", "v.updated_at");
    /** As clients read where a version lies. */
    static final String SOURCE = "coalesce(v.source, 'attune://' || v.connection || '/' || v.provider_model)";
    static final String RUN = "coalesce(v.tracked_run, v.run)";

    private ModelSearch() {}

    /** Prompts are models too, and are shown only where they are asked for. */
    static void models(Query query, @Nullable String filter) {
        List<Condition> conditions = Filters.parse(filter);
        if (conditions.stream().noneMatch(condition -> isPrompt(condition.key()))) {
            query.and("not m.tags @> '{\"" + PROMPT + "\": \"true\"}'");
        }
        conditions.forEach(condition -> query.and(switch (condition.key().kind()) {
            case TAG -> tag("m.tags", query, condition);
            case ATTRIBUTE -> switch (condition.key().name()) {
                case "name" -> query.text("m.name", condition);
                default -> throw Query.unknown("attribute", condition.key(), "name");
            };
            case METRIC, PARAM, DATASET -> throw Query.unknown("filter", condition.key(), "name, tags.<key>");
        }));
    }

    static void versions(Query query, @Nullable String filter) {
        Filters.parse(filter).forEach(condition -> query.and(switch (condition.key().kind()) {
            case TAG -> tag("v.tags", query, condition);
            case ATTRIBUTE -> switch (condition.key().name()) {
                case "name" -> query.text("v.name", condition);
                case "run_id" -> query.text(RUN, condition);
                case "source_path" -> query.text(SOURCE, condition);
                case "version_number" -> query.number("v.number", condition);
                default -> throw Query.unknown("attribute", condition.key(),
                        "name, run_id, source_path, version_number");
            };
            case METRIC, PARAM, DATASET -> throw Query.unknown("filter", condition.key(),
                    "name, run_id, source_path, version_number, tags.<key>");
        }));
    }

    /** By the name last. */
    static String modelOrder(List<String> written) {
        List<Order> orders = Order.parse(written);
        return order(orders, MODEL_ORDER) + "m.name";
    }

    /** By the name last, the newest version of each first. */
    static String versionOrder(List<String> written) {
        return order(Order.parse(written), VERSION_ORDER) + "v.name, v.number desc";
    }

    private static String order(List<Order> orders, Map<String, String> columns) {
        StringBuilder sql = new StringBuilder();
        for (Order order : orders) {
            String column = order.key().kind() == Key.Kind.ATTRIBUTE ? columns.get(order.key().name()) : null;
            if (column == null) {
                throw Query.unknown("order by", order.key(), String.join(", ",
                        columns.keySet().stream().sorted().toList()));
            }
            sql.append(column).append(order.descending() ? " desc, " : ", ");
        }
        return sql.toString();
    }

    /** A tag that is not there is equal to nothing and different from nothing, except the mark of prompts. */
    private static String tag(String column, Query query, Condition condition) {
        String key = condition.key().name();
        if (condition.operator() == Operator.EQUAL && condition.value() instanceof Value.Text(String value)) {
            return column + " @> " + query.parameter(CanonicalJson.write(Map.of(key, value))) + "::jsonb";
        }
        String value = column + " ->> " + query.parameter(key);
        return isPrompt(condition.key())
                ? query.text("coalesce(" + value + ", '')", condition)
                : query.text("(" + value + ")", condition);
    }

    private static boolean isPrompt(Key key) {
        return key.kind() == Key.Kind.TAG && key.name().equals(PROMPT);
    }
}
