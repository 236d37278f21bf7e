package io.attune.orchestrator.schedule;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The database as a process sees it that dies at a chosen point: between two statements, or right before or after a commit.
 * What was not committed is rolled back, as the server does when a client is gone, and nothing works any more.
 */
final class MortalDataSource extends AbstractDataSource {
    private final DataSource real;
    private final int lifetime;
    private final boolean survivesCommit;
    private int steps;
    private boolean dead;

    /** @param survivesCommit whether a death at a commit comes after it has gone through */
    MortalDataSource(DataSource real, int lifetime, boolean survivesCommit) {
        this.real = real;
        this.lifetime = lifetime;
        this.survivesCommit = survivesCommit;
    }

    /** The process is no more. */
    static final class Dead extends Error {
        private static final long serialVersionUID = 1;
    }

    boolean isDead() {
        return dead;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (dead) {
            throw new Dead();
        }
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{Connection.class},
                (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "prepareStatement" -> step(connection);
                        case "commit" -> {
                            if (survivesCommit && !dead) {
                                connection.commit();
                            }
                            step(connection);
                        }
                        case "close" -> {
                            if (dead && !connection.isClosed() && !connection.getAutoCommit()) {
                                connection.rollback();
                            }
                        }
                        default -> {
                        }
                    }
                    try {
                        return method.invoke(connection, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    private void step(Connection connection) throws SQLException {
        steps++;
        if (dead || steps > lifetime) {
            dead = true;
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw new Dead();
        }
    }
}
