package io.attune.bench.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Consumer;

/**
 * Puts rows into the registry's tables as if they had come over the years: models with tags, aliases and versions, half of them
 * imported; runs with metrics; and the lineage from documents to deployments. Everything follows from its number.
 */
final class Filling {
    /** What points at once is still a short statement. */
    private static final int RUNS_AT_ONCE = 50;
    private static final String ID = "substr(md5('run' || n), 1, 12) || '7' || substr(md5('run' || n), 14, 3) || '8'"
            + " || substr(md5('run' || n), 18)";

    private final Connection connection;
    private final Scale scale;
    private final Consumer<String> progress;

    Filling(Connection connection, Scale scale, Consumer<String> progress) {
        this.connection = connection;
        this.scale = scale;
        this.progress = progress;
    }

    void run() throws SQLException {
        // each row is right by its making: the checks of keys, one by one, would take most of the time
        execute("set session_replication_role = replica");
        execute("set synchronous_commit = off");
        execute("set maintenance_work_mem = '512MB'");
        models();
        versions();
        lineage();
        runs();
        // sorted once at the end, an index is made in a part of the time
        execute("alter table registry.run_metric drop constraint run_metric_pkey");
        for (int run = 0; run < scale.runs(); run += RUNS_AT_ONCE) {
            points(run + 1, Math.min(run + RUNS_AT_ONCE, scale.runs()));
        }
        progress.accept("filling: the index of the points");
        execute("alter table registry.run_metric add primary key (run, key, step, at, value)");
        progress.accept("filling: statistics");
        for (String table : List.of("model", "model_version", "alias", "alias_move", "lineage_edge", "tracked_run",
                "run_metric", "run_latest_metric")) {
            execute("vacuum analyze registry." + table);
        }
        execute("checkpoint");
    }

    private void models() throws SQLException {
        progress.accept("filling: %,d models".formatted(scale.models()));
        execute("""
                insert into registry.model (project, name, last_number, created_at, updated_at, description, tags, owner)
                select 'default', %s, case when n = 1 then %d else %d end, %s, %s, 'Model number ' || n,
                    jsonb_build_object('team', 'team-' || n %% 50, 'task', 'task-' || n %% 7), 'bench'
                from generate_series(1, %d) n""".formatted(model("n"), scale.ofOne(), scale.ofOthers() + 1, time("n"),
                time("n * 7 % " + scale.models()), scale.models()));
    }

    /** The first versions are of the first model; the others go round the others. Every second one of them was imported. */
    private void versions() throws SQLException {
        progress.accept("filling: %,d versions".formatted(scale.versions()));
        execute("""
                insert into registry.model_version (project, name, number, connection, provider_model, capable, base_model,
                    run, dataset, method, hyperparameters, artifacts, registered_at, description, tags, source, tracked_run,
                    registered_by, updated_at)
                select 'default', name, number, case when tuned then 'vendor' end, case when tuned then 'ft:' || n end,
                    case when tuned then true end, 'base', case when tuned then 'run_' || id end,
                    case when tuned then dataset end, case when tuned then 'supervised' end,
                    case when tuned then '{"epochs": "3"}'::jsonb end, '[]', %1$s, 'Version number ' || n,
                    jsonb_build_object('team', 'team-' || n %% 50, 'commit', substr(md5('c' || n), 1, 8)),
                    case when not tuned then 's3://models/' || n end, case when not tuned then id end, 'bench', %2$s
                from (%3$s) v""".formatted(time("n"), time("n::bigint * 7919 % " + scale.versions()), all()));
        progress.accept("filling: aliases");
        execute("""
                insert into registry.alias_move (project, name, alias, sequence, to_number, back, actor, reason, at)
                select project, name, alias, 1, case alias when 'champion' then last_number - 1 else 1 end, false, 'bench',
                    'first', created_at
                from registry.model, unnest(array['champion', 'challenger']) alias""");
        execute("insert into registry.alias select project, name, alias, to_number from registry.alias_move");
    }

    /** Versions by their number among all. */
    private String all() {
        return """
                select n, case when n <= %1$d then %2$s else %3$s end as name,
                    case when n <= %1$d then n else 1 + (n - %1$d - 1) / (%4$d - 1) end as number,
                    n <= %1$d or n %% 2 = 1 as tuned, %5$s as id,
                    case when n <= %1$d then 'wide-' || n %% 100 else 'dataset-' || n %% %6$d end || '@1' as dataset
                from generate_series(1, %7$d) n""".formatted(scale.ofOne(), model("1"), model("2 + (n - "
                + scale.ofOne() + " - 1) % (" + scale.models() + " - 1)"), scale.models(), ID, datasets(),
                scale.versions());
    }

    private int datasets() {
        return scale.versions() / 10;
    }

    /**
     * Document, dataset, run, version; some versions teach a dataset of a next run. The first model's versions all come from
     * one document.
     */
    private void lineage() throws SQLException {
        progress.accept("filling: lineage");
        link("select 'source:%s', 'dataset:wide-' || n || '@1' from generate_series(0, 99) n".formatted(document()));
        link("select 'source:docs-' || n %% %d || '@sha256:' || repeat('0', 64), 'dataset:dataset-' || n || '@1'".formatted(
                datasets() / 10) + " from generate_series(0, %d) n".formatted(datasets() - 1));
        link("select 'dataset:' || dataset, 'run:run_' || id from (" + all() + ") v");
        link("select 'run:run_' || id, 'version:' || name || '@' || number from (" + all() + ") v");
        link("select 'version:' || name || '@' || number, 'dataset:taught-' || n || '@1' from (" + all()
                + ") v where n % 50 = 0 and n > " + scale.ofOne());
        link("select 'dataset:taught-' || n - 1 || '@1', 'run:run_' || id from (" + all()
                + ") v where n % 50 = 1 and n > " + (scale.ofOne() + 1));
        link("select 'version:' || name || '@' || number, 'deployment:' || name from registry.alias"
                + " where alias = 'champion'");
    }

    /** The key of the document that the first model's versions were learned from. */
    static String document() {
        return "handbook@sha256:" + "1".repeat(64);
    }

    private void link(String pairs) throws SQLException {
        execute("insert into registry.lineage_edge select 'default', from_node, to_node, now() from (" + pairs
                + ") as e (from_node, to_node)");
    }

    private void runs() throws SQLException {
        progress.accept("filling: runs");
        execute("""
                insert into registry.experiment (project, id, name, artifact_location, created_at, updated_at)
                select 'default', nextval('registry.experiment_number'), 'bench-' || n, 's3://runs/' || n, 0, 0
                from generate_series(1, 20) n""");
        execute("""
                insert into registry.tracked_run (number, project, id, experiment, name, user_id, status, started_at,
                    artifact_uri) overriding system value
                select n, 'default', %s, e.id, 'run-' || n, 'bench', 'FINISHED', 1700000000000 + n * 1000, 's3://runs/' || n
                from generate_series(1, %d) n, registry.experiment e where e.name = 'bench-' || 1 + n %% 20""".formatted(
                ID, scale.versions()));
        execute("select setval(pg_get_serial_sequence('registry.tracked_run', 'number'), " + scale.versions() + ")");
    }

    private void points(int first, int last) throws SQLException {
        progress.accept("filling: %,d of %,d points of metrics".formatted((long) (first - 1) * scale.steps()
                * Scale.KEYS, scale.points()));
        execute("""
                insert into registry.run_metric (run, key, step, at, value)
                select run, 'metric-' || key, step, 1700000000000 + step * 100, 1.0 / step + key
                from generate_series(%d, %d) run, generate_series(1, %d) key, generate_series(1, %d) step""".formatted(
                first, last, Scale.KEYS, scale.steps()));
        execute("""
                insert into registry.run_latest_metric (run, key, step, at, value)
                select run, 'metric-' || key, %3$d, 1700000000000 + %3$d * 100, 1.0 / %3$d + key
                from generate_series(%1$d, %2$d) run, generate_series(1, %4$d) key""".formatted(first, last,
                scale.steps(), Scale.KEYS));
    }

    private static String model(String number) {
        return "'model-' || lpad((" + number + ")::text, 5, '0')";
    }

    /** Some seconds after the first of January 2026. */
    private static String time(String seconds) {
        return "timestamptz '2026-01-01Z' + (" + seconds + ") * interval '1 second'";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
