package io.attune.app;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Says what to look at when the database does not let the platform in. */
@Order(0)
class DatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    private final Environment environment;

    DatabaseAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, SQLException cause) {
        SQLException deepest = deepest(cause);
        String state = deepest.getSQLState() == null ? "" : deepest.getSQLState();
        String database = "the database at " + environment.getProperty("spring.datasource.url", "no address");
        // classes of SQLSTATE, ISO/IEC 9075 and PostgreSQL's appendix A
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> new FailureAnalysis("There is no answer from " + database + ".",
                    "Start PostgreSQL, or correct spring.datasource.url.", cause);
            case "28" -> new FailureAnalysis("The user or password is refused by " + database + ".",
                    "Correct spring.datasource.username and spring.datasource.password.", cause);
            case "3D" -> new FailureAnalysis("There is no such database: " + database + ".",
                    "Create it, or correct spring.datasource.url.", cause);
            default -> null;
        };
    }

    private static SQLException deepest(SQLException cause) {
        SQLException deepest = cause;
        for (Throwable e = cause.getCause(); e != null; e = e.getCause()) {
            if (e instanceof SQLException sql) {
                deepest = sql;
            }
        }
        return deepest;
    }
}
