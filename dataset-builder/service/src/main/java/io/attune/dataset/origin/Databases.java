package io.attune.dataset.origin;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The databases that are configured as sources. Thread-safe. */
@Component
class Databases {
    private final Map<String, SourceProperties.Jdbc> byName = new TreeMap<>();
    private final Secrets secrets;

    /** @throws io.attune.kernel.InvalidInputException with everything wrong with the settings */
    Databases(SourceProperties settings, Environment environment) {
        this.secrets = new Secrets(environment);
        Problems problems = new Problems();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < settings.jdbc().size(); i++) {
            SourceProperties.Jdbc database = settings.jdbc().get(i);
            String at = "attune.sources.jdbc[" + i + "]";
            check(database, at, problems);
            if (!names.add(database.name())) {
                problems.add(new Problem(at + ".name", "two databases are named '" + database.name() + "'",
                        "Give each its own name."));
            }
            byName.put(database.name(), database);
        }
        problems.throwIfAny("attune.sources.jdbc");
    }

    private static void check(SourceProperties.Jdbc database, String at, Problems problems) {
        if (!database.name().matches("[a-z][a-z0-9-]{0,62}")) {
            problems.add(new Problem(at + ".name", "'" + database.name() + "' is not a name",
                    "Write lower-case letters, digits and hyphens, beginning with a letter."));
        }
        if (!database.url().startsWith("jdbc:") || database.url().toLowerCase(Locale.ROOT).contains("password=")) {
            problems.add(new Problem(at + ".url", "it is no address for JDBC, or it holds a password",
                    "Write jdbc:postgresql://host/database, and credential-file or credential-env beside it."));
        }
        if (database.fetchSize() < 1 || database.rowsMax() < 1 || database.statementTimeout().toSeconds() < 1) {
            problems.add(new Problem(at, "fetch-size, rows-max or statement-timeout is none",
                    "Write at least 1, 1 and 1s."));
        }
        Secrets.check(database.credentialFile(), database.credentialEnv(), at, problems);
    }

    /** The database of a name, if the project may query it. */
    Optional<SourceProperties.Jdbc> find(ProjectId project, String name) {
        return Optional.ofNullable(byName.get(name)).filter(database -> isOpen(database, project));
    }

    /** The names a project can use. */
    List<String> names(ProjectId project) {
        return byName.values().stream().filter(database -> isOpen(database, project)).map(
                SourceProperties.Jdbc::name).toList();
    }

    private static boolean isOpen(SourceProperties.Jdbc database, ProjectId project) {
        return database.projects().isEmpty() || database.projects().contains(project.value());
    }

    /** A connection in a read-only transaction, which the caller closes. */
    Connection open(SourceProperties.Jdbc database) throws SQLException {
        Properties properties = new Properties();
        if (database.username() != null) {
            properties.setProperty("user", database.username());
        }
        String secret = secrets.read("the database '" + database.name() + "'", database.credentialFile(),
                database.credentialEnv());
        if (secret != null) {
            properties.setProperty("password", secret);
        }
        Connection connection = DriverManager.getConnection(database.url(), properties);
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        return connection;
    }
}
