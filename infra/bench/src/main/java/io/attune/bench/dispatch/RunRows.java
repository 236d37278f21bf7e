package io.attune.bench.dispatch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The runs' rows as the suite seeds and counts them. */
final class RunRows {
    private final Connection connection;

    RunRows(Connection connection) {
        this.connection = connection;
    }

    /** The database's time. */
    Instant now() throws SQLException {
        return one("select clock_timestamp()", rs -> rs.getObject(1, OffsetDateTime.class).toInstant());
    }

    String setting(String name) throws SQLException {
        return one("show " + name, rs -> rs.getString(1));
    }

    /** Adds runs that have come as far as their create. */
    void seed(int count, int recipeVersion, String trainingFile) throws SQLException {
        update("""
                insert into orchestrator.run (id, project, recipe, recipe_version, started_by, idempotency_key, state, facts,
                    due_at, created_at, updated_at)
                select 'run_' || substr(id, 1, 12) || '7' || substr(id, 14), 'default', ?, ?, 'bench', id, 'SUBMITTING',
                    jsonb_build_object('Upload', jsonb_build_object('training', jsonb_build_object('value', cast(? as text)))),
                    clock_timestamp(), clock_timestamp(), clock_timestamp()
                from (select replace(cast(gen_random_uuid() as text), '-', '') id from generate_series(1, ?)) ids""",
                Node.RECIPE, recipeVersion, trainingFile, count);
        update("analyze orchestrator.run");
    }

    /** How many intents to submit were committed in a time. */
    long intents(Instant from, Instant until) throws SQLException {
        return one("select count(*) from orchestrator.run_event where kind = 'SendingBegins' and at >= ? and at < ?",
                rs -> rs.getLong(1), from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC));
    }

    long training() throws SQLException {
        return one("select count(*) from orchestrator.run where state = 'TRAINING'", rs -> rs.getLong(1));
    }

    /** How old the oldest known state of a watched job is, in seconds. */
    double oldestState() throws SQLException {
        return one("select extract(epoch from clock_timestamp() - min(seen_at)) from orchestrator.run"
                + " where state = 'TRAINING'", rs -> rs.getDouble(1));
    }

    void clear() throws SQLException {
        update("truncate orchestrator.run cascade");
    }

    private interface Read<T> {
        T from(ResultSet rs) throws SQLException;
    }

    private <T> T one(String sql, Read<T> read, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values); ResultSet rs = statement.executeQuery()) {
            rs.next();
            return read.from(rs);
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(sql, values)) {
            statement.executeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
