package io.attune.registry.mlflow.tracking;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.MlflowException;
import io.attune.registry.mlflow.wire.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What runs log: metrics, parameters, tags and the datasets they read. A batch is one statement of each kind. */
@Component
@Transactional
class RunData {
    static final String NAME_TAG = "mlflow.runName";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<TreeMap<String, String>> TAGS = new TypeReference<>() {
    };

    private final JdbcClient jdbc;

    RunData(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void metrics(TrackedRun run, List<Metric> metrics) {
        if (metrics.isEmpty()) {
            return;
        }
        Long[] steps = metrics.stream().map(Metric::step).toArray(Long[]::new);
        Long[] times = metrics.stream().map(Metric::at).toArray(Long[]::new);
        Double[] values = metrics.stream().map(Metric::value).toArray(Double[]::new);
        String[] keys = metrics.stream().map(Metric::key).toArray(String[]::new);
        jdbc.sql("""
                with given as (
                    select * from unnest(cast(:keys as text[]), cast(:steps as bigint[]), cast(:times as bigint[]),
                        cast(:values as double precision[])) as g(key, step, at, value)),
                kept as (
                    insert into registry.run_metric (run, key, step, at, value)
                    select :run, key, step, at, value from given on conflict do nothing)
                insert into registry.run_latest_metric as l (run, key, step, at, value)
                select distinct on (key) :run, key, step, at, value from given order by key, step desc, at desc, value desc
                on conflict (run, key) do update set step = excluded.step, at = excluded.at, value = excluded.value
                where (excluded.step, excluded.at, excluded.value) > (l.step, l.at, l.value)
                """).param("keys", keys).param("steps", steps).param("times", times).param("values", values).param(
                "run",
                run.number()).update();
    }

    /** @throws MlflowException when one has another value already; then none is written */
    void params(TrackedRun run, Map<String, String> params) {
        if (params.isEmpty()) {
            return;
        }
        addParams(run, params);
        values("run_param", List.of(run)).getOrDefault(run.number(), Map.of()).forEach((key, stands) -> {
            String wanted = params.get(key);
            if (wanted != null && !wanted.equals(stands)) {
                throw changed(run, key, stands, wanted);
            }
        });
    }

    /** Those that stand already stay as they are. */
    void addParams(TrackedRun run, Map<String, String> params) {
        insert("run_param", "do nothing", run, params);
    }

    static MlflowException changed(TrackedRun run, String key, String stands, String wanted) {
        return MlflowError.INVALID_PARAMETER_VALUE.because("Changing param values is not allowed. Param with key='"
                + key
                + "' was already logged with value='" + stands + "' for run ID='" + run.id()
                + "'. Attempted logging new value '" + wanted + "'.");
    }

    void tags(TrackedRun run, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        insert("run_tag", "(run, key) do update set value = excluded.value", run, tags);
        String name = tags.get(NAME_TAG);
        if (name != null) {
            jdbc.sql("update registry.tracked_run set name = ? where number = ?").params(name, run.number()).update();
        }
    }

    private void insert(String table, String conflict, TrackedRun run, Map<String, String> values) {
        List<Map.Entry<String, String>> entries = List.copyOf(new TreeMap<>(values).entrySet());
        jdbc.sql("insert into registry." + table + " (run, key, value) select :run, g.key, g.value from"
                + " unnest(cast(:keys as text[]), cast(:values as text[])) as g(key, value) on conflict "
                + conflict).param(
                        "run", run.number()).param("keys", entries.stream().map(Map.Entry::getKey).toArray(
                                String[]::new)).param("values", entries.stream().map(Map.Entry::getValue).toArray(
                                        String[]::new)).update();
    }

    /** @throws MlflowException when there is no such tag */
    void deleteTag(TrackedRun run, String key) {
        if (jdbc.sql("delete from registry.run_tag where run = ? and key = ?").params(run.number(),
                key).update() == 0) {
            throw MlflowError.RESOURCE_DOES_NOT_EXIST.because("No tag with name: " + key + " in run with id "
                    + run.id());
        }
    }

    /** Adds to a tag that holds a JSON list. */
    void appendToTag(TrackedRun run, String key, String jsonObject) {
        jdbc.sql("""
                insert into registry.run_tag as t (run, key, value)
                values (:run, :key, cast(jsonb_build_array(cast(:one as jsonb)) as text))
                on conflict (run, key) do update set value = cast(cast(t.value as jsonb) || cast(:one as jsonb) as text)
                """).param("run", run.number()).param("key", key).param("one", jsonObject).update();
    }

    void inputs(TrackedRun run, List<DatasetInput> inputs) {
        inputs.forEach(input -> jdbc.sql("""
                insert into registry.run_dataset (run, name, digest, source_type, source, schema, profile, tags)
                values (:run, :name, :digest, :type, :source, :schema, :profile, cast(:tags as jsonb)) on conflict do nothing
                """).param("run", run.number()).param("name", input.name()).param("digest", input.digest()).param(
                "type",
                input.sourceType()).param("source", input.source()).param("schema", input.schema()).param("profile",
                        input.profile()).param("tags", JSON.writeValueAsString(input.tags())).update());
    }

    /** Every point of a metric, oldest first. */
    @Transactional(readOnly = true)
    public List<Metric> history(TrackedRun run, String key, Pages pages) {
        return jdbc.sql("""
                select key, value, at, step from registry.run_metric where run = :run and key = :key
                order by at, step, value limit :limit offset :offset
                """).param("run", run.number()).param("key", key).param("limit", pages.lookUp()).param("offset",
                pages.offset()).query((rs, n) -> new Metric(rs.getString(1), rs.getDouble(2), rs.getLong(3), rs.getLong(
                        4))).list();
    }

    /** The runs whole, in their order: four statements for however many. */
    @Transactional(readOnly = true)
    public List<ObjectNode> whole(List<TrackedRun> runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Metric>> metrics = latest(runs);
        Map<Long, Map<String, String>> params = values("run_param", runs);
        Map<Long, Map<String, String>> tags = values("run_tag", runs);
        Map<Long, List<DatasetInput>> inputs = datasets(runs);
        return runs.stream().map(run -> {
            ObjectNode data = Json.object();
            Json.put(data, "metrics", metrics.getOrDefault(run.number(), List.of()), Metric::json);
            pairs(data, "params", params.get(run.number()));
            pairs(data, "tags", tags.get(run.number()));
            ObjectNode whole = Json.object();
            whole.set("info", run.info());
            whole.set("data", data);
            whole.set("inputs", Json.put(Json.object(), "dataset_inputs", inputs.getOrDefault(run.number(), List.of()),
                    DatasetInput::json));
            return whole;
        }).toList();
    }

    private static void pairs(ObjectNode data, String name, @Nullable Map<String, String> values) {
        Json.put(data, name, values == null ? Set.of() : values.entrySet(), pair -> Json.object().put("key",
                pair.getKey()).put("value", pair.getValue()));
    }

    private Map<Long, List<Metric>> latest(Collection<TrackedRun> runs) {
        Map<Long, List<Metric>> latest = new HashMap<>();
        jdbc.sql(
                "select run, key, value, at, step from registry.run_latest_metric where run in (:runs) order by key").param(
                        "runs", numbers(runs)).query(row -> {
                            latest.computeIfAbsent(row.getLong(1), run -> new java.util.ArrayList<>()).add(new Metric(
                                    row.getString(2), row.getDouble(3), row.getLong(4), row.getLong(5)));
                        });
        return latest;
    }

    private Map<Long, Map<String, String>> values(String table, Collection<TrackedRun> runs) {
        Map<Long, Map<String, String>> values = new HashMap<>();
        jdbc.sql("select run, key, value from registry." + table + " where run in (:runs)").param("runs", numbers(
                runs)).query(row -> {
                    values.computeIfAbsent(row.getLong(1), run -> new TreeMap<>()).put(row.getString(2), row.getString(
                            3));
                });
        return values;
    }

    private Map<Long, List<DatasetInput>> datasets(Collection<TrackedRun> runs) {
        return jdbc.sql("select * from registry.run_dataset where run in (:runs) order by name, digest").param("runs",
                numbers(runs)).query((rs, n) -> Map.entry(rs.getLong("run"), new DatasetInput(rs.getString("name"),
                        rs.getString("digest"), rs.getString("source_type"), rs.getString("source"), rs.getString(
                                "schema"), rs.getString("profile"), JSON.readValue(rs.getString("tags"),
                                        TAGS)))).list().stream().collect(Collectors.groupingBy(Map.Entry::getKey,
                                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static List<Long> numbers(Collection<TrackedRun> runs) {
        return runs.stream().map(TrackedRun::number).toList();
    }
}
