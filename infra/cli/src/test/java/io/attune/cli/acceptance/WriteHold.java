package io.attune.cli.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import tools.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;

/**
 * Stops the platform within the transaction of a chosen write, so that it can be killed there: a trigger waits for a lock
 * that this session has. When the session ends, as it does with its server, the writes go on.
 */
final class WriteHold implements AutoCloseable {
    private static final long LOCK = 471_200L;

    private final Connection connection;

    private WriteHold(Connection connection) {
        this.connection = connection;
    }

    /** Prepares a table: what is inserted while {@code condition} is true, and a hold is there, waits. */
    static void prepare(JsonNode sandbox, String table, String condition) {
        String name = "hold_" + table.replace('.', '_');
        try (Connection connection = connect(sandbox); Statement statement = connection.createStatement()) {
            statement.execute("create or replace function public." + name + "() returns trigger language plpgsql as $$"
                    + " begin if " + condition + " then perform pg_advisory_xact_lock_shared(" + LOCK
                    + "); end if; return new; end $$");
            statement.execute("create or replace trigger " + name + " before insert on " + table
                    + " for each row execute function public." + name + "()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins to hold, as soon as the database answers. */
    static WriteHold begin(JsonNode sandbox) {
        Connection connection = await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(
                20)).ignoreExceptions().until(() -> connect(sandbox), c -> true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            return new WriteHold(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when a write waits. */
    void awaitHeld() {
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20)).until(() -> number(connection,
                "select count(*) from pg_locks where locktype = 'advisory' and not granted") > 0);
    }

    /** One number from the database. */
    static long number(JsonNode sandbox, String query) {
        try (Connection connection = connect(sandbox)) {
            return number(connection, query);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static Connection connect(JsonNode sandbox) throws SQLException {
        JsonNode postgres = sandbox.path("postgres");
        return DriverManager.getConnection(postgres.path("jdbcUrl").stringValue(), postgres.path(
                "user").stringValue(), postgres.path("password").stringValue());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
