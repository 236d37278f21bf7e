package io.attune.acceptance;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import static org.awaitility.Awaitility.await;

/**
 * Holds the platform inside the transaction of one durable write: a trigger waits for a lock that the test has, so the
 * write has happened and is not committed. The platform knows nothing of it.
 */
final class WriteGate implements AutoCloseable {
    private static final long LOCK = 471_100L;

    private final Connection connection;

    WriteGate(String url, String user, String password) {
        try {
            connection = DriverManager.getConnection(url, user, password);
            execute("create table if not exists public.held_write (what text)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts the gate on a table; {@code condition} speaks of {@code new} and {@code old} and the word {@code h.what}. */
    void install(String table, String event, String condition) {
        String name = "gate_" + table.replace('.', '_');
        execute("create or replace function public." + name + "() returns trigger language plpgsql as $$ begin"
                + " if exists (select 1 from public.held_write h where " + condition + ") then"
                + " perform pg_advisory_xact_lock_shared(" + LOCK + "); end if; return new; end $$");
        execute("create or replace trigger " + name + " before " + event + " on " + table
                + " for each row execute function public." + name + "()");
    }

    void hold(String what) {
        execute("select pg_advisory_lock(" + LOCK + ")");
        execute("insert into public.held_write values ('" + what + "')");
    }

    void awaitHeld() {
        await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(50)).until(() -> waiting() > 0);
    }

    /** Ends the sessions that wait, as the loss of their client does, and opens the gate. */
    void release() {
        execute("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and not granted");
        execute("delete from public.held_write");
        execute("select pg_advisory_unlock(" + LOCK + ")");
    }

    long count(String query) {
        try (var statement = connection.createStatement(); ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long waiting() {
        return count("select count(*) from pg_locks where locktype = 'advisory' and not granted");
    }

    private void execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
