package io.attune.dataset.lock;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** The right to do one job: an advisory lock of PostgreSQL that ends with this process, however it ends. */
public final class JobLock implements AutoCloseable {
    private final Connection connection;
    private final String name;

    private JobLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /**
     * The lock, or null when somebody else holds it. It keeps a connection of its own until it is closed.
     *
     * @param name of the job, such as {@code curation default/run_…}
     */
    public static @Nullable JobLock tryTake(DataSource dataSource, String name) throws SQLException {
        Connection connection = dataSource.getConnection();
        boolean taken = false;
        try {
            connection.setAutoCommit(true);
            taken = ask(connection, "select pg_try_advisory_lock(hashtextextended(?, 20))", name);
            return taken ? new JobLock(connection, name) : null;
        } finally {
            if (!taken) {
                connection.close();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            ask(connection, "select pg_advisory_unlock(hashtextextended(?, 20))", name);
        } finally {
            connection.close();
        }
    }

    private static boolean ask(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
