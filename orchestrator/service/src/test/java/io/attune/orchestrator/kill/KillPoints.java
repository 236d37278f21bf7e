package io.attune.orchestrator.kill;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import io.attune.orchestrator.kill.Point.Act;
import io.attune.orchestrator.kill.Point.Side;

/**
 * Stands between a program and its database and network. It counts the points that the program passes, and calls a strike at
 * each: a test counts those of an undisturbed course, and then strikes at each of them in turn. Thread-safe.
 */
public final class KillPoints {
    private static final Set<String> UPDATES = Set.of("execute", "executeUpdate", "executeLargeUpdate", "executeBatch",
            "executeLargeBatch");

    private final boolean returning;
    private final List<Point> passed = new ArrayList<>();
    private Strike strike = point -> {
    };

    /** Updates and commits are points. */
    public KillPoints() {
        this(false);
    }

    /** @param returning whether updates that return rows, and are so sent as queries, are points too */
    public KillPoints(boolean returning) {
        this.returning = returning;
    }

    /** What happens at a point: nothing, a {@link Killed}, a wait, or the exception of a broken connection. */
    @FunctionalInterface
    public interface Strike {
        void at(Point point) throws Exception;
    }

    /** Counts from 1 again, and strikes like this from now on. */
    public synchronized void restart(Strike next) {
        passed.clear();
        strike = next;
    }

    /** The points passed since the last restart, in order. */
    public synchronized List<Point> passed() {
        return List.copyOf(passed);
    }

    /** A data source whose writes are points. */
    public DataSource around(DataSource behind) {
        return proxy(DataSource.class, behind, (method, args) -> {
            Object result = call(behind, method, args);
            return result instanceof Connection connection ? around(connection) : result;
        });
    }

    /** A client whose requests are points. */
    public HttpClient around(HttpClient behind) {
        return new PointedHttpClient(behind, this);
    }

    private Connection around(Connection behind) {
        return proxy(Connection.class, behind, (method, args) -> {
            if (method.getName().equals("commit")) {
                return pass(Act.WRITE, () -> call(behind, method, args));
            }
            Object result = call(behind, method, args);
            return result instanceof Statement statement
                    ? around(behind, statement, method.getReturnType(), returning && args != null && String.valueOf(
                            args[0]).contains("returning "))
                    : result;
        });
    }

    private Object around(Connection connection, Statement behind, Class<?> kind, boolean writes) {
        return proxy(kind, behind, (method, args) -> (UPDATES.contains(method.getName())
                || writes && method.getName().equals("executeQuery")) && connection.getAutoCommit()
                        ? pass(Act.WRITE, () -> call(behind, method, args))
                        : call(behind, method, args));
    }

    /** Does something between its two points. */
    <T> T pass(Act act, Work<T> work) throws Throwable {
        int number = before(act);
        T result = work.run();
        reach(new Point(act, number, Side.AFTER));
        return result;
    }

    /** Reaches the point before an act and gives its number. */
    int before(Act act) throws Exception {
        int number;
        synchronized (this) {
            number = 1 + (int) passed.stream().filter(point -> point.act() == act
                    && point.side() == Side.BEFORE).count();
        }
        reach(new Point(act, number, Side.BEFORE));
        return number;
    }

    void reach(Point point) throws Exception {
        Strike now;
        synchronized (this) {
            passed.add(point);
            now = strike;
        }
        now.at(point);
    }

    /** Something that may fail in any way. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws Throwable;
    }

    @FunctionalInterface
    private interface Handler {
        Object handle(Method method, Object[] args) throws Throwable;
    }

    private static <T> T proxy(Class<T> kind, Object behind, Handler handler) {
        return kind.cast(Proxy.newProxyInstance(KillPoints.class.getClassLoader(), new Class<?>[]{kind}, (self, method,
                args) -> method.getName().equals("unwrap") || method.getName().equals("isWrapperFor")
                        ? call(behind, method, args)
                        : handler.handle(method, args)));
    }

    private static Object call(Object behind, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(behind, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The failure of a database whose answer was lost, as its driver reports it. */
    public static SQLException connectionLost() {
        return new SQLException("An I/O error occurred while sending to the backend.", "08006");
    }
}
