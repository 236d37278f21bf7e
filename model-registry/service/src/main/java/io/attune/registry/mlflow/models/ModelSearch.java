package io.attune.registry.mlflow.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.kernel.CanonicalJson;
import io.attune.registry.mlflow.search.Condition;
import io.attune.registry.mlflow.search.Condition.Operator;
import io.attune.registry.mlflow.search.Condition.Value;
import io.attune.registry.mlflow.search.Filters;
import io.attune.registry.mlflow.search.Key;
import io.attune.registry.mlflow.search.Order;
import io.attune.registry.mlflow.search.Ordering;
import io.attune.registry.mlflow.search.Ordering.Column;
import io.attune.registry.mlflow.search.Query;
import org.jspecify.annotations.Nullable;

/** How models ({@code m}) and versions ({@code v}) are found and ordered. */
final class ModelSearch {
    private static final String PROMPT = "mlflow.prompt.is_prompt";
    private static final Column MODEL_NAME = Column.text("m.name");
    private static final Map<String, Column> MODEL_ORDER = Map.of("name", MODEL_NAME, "timestamp", Column.time(
            "m.updated_at"),
            "creation_timestamp", Column.time("m.created_at"), "last_updated_timestamp", Column.time("m.updated_at"));
    private static final Column VERSION_NAME = Column.text("v.name");
    private static final Map<String, Column> VERSION_ORDER = Map.of("name", VERSION_NAME, "version_number",
            Column.number("v.number"), "creation_timestamp", Column.time("v.registered_at"), "last_updated_timestamp",
            Column.time("v.updated_at"));
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
                case "name" -> versionName(query, condition);
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

    /** Patterns are looked for among the models, of which there are few, and not among the versions. */
    private static String versionName(Query query, Condition condition) {
        return condition.operator() == Operator.EQUAL || condition.operator() == Operator.IN
                ? query.text("v.name", condition)
                : "exists (select 1 from registry.model m where m.project = v.project and m.name = v.name and "
                        + query.text("m.name", condition) + ")";
    }

    /** By the name last. */
    static Ordering modelOrder(List<String> written) {
        return order(written, MODEL_ORDER, List.of(MODEL_NAME));
    }

    /** By the name last, the newest version of each first. */
    static Ordering versionOrder(List<String> written) {
        return order(written, VERSION_ORDER, List.of(VERSION_NAME, Column.number("v.number").descending(true)));
    }

    private static Ordering order(List<String> written, Map<String, Column> columns, List<Column> last) {
        List<Column> order = new ArrayList<>();
        for (Order one : Order.parse(written)) {
            Column column = one.key().kind() == Key.Kind.ATTRIBUTE ? columns.get(one.key().name()) : null;
            if (column == null) {
                throw Query.unknown("order by", one.key(), String.join(", ",
                        columns.keySet().stream().sorted().toList()));
            }
            order.add(column.descending(one.descending()));
        }
        order.addAll(last);
        return new Ordering(order);
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
