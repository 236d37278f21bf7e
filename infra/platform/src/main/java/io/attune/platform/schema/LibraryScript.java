package io.attune.platform.schema;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.stream.Collectors;

import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** A migration that runs the script a library ships for its own tables, so that no copy of it can grow old here. */
abstract class LibraryScript extends BaseJavaMigration {
    private final String resource;

    LibraryScript(String resource) {
        this.resource = resource;
    }

    @Override
    public void migrate(Context context) throws SQLException, java.io.IOException {
        String script = new ClassPathResource(resource).getContentAsString(StandardCharsets.UTF_8);
        // Flyway commits; a script that commits by itself would end its transaction too early
        String withoutCommit = script.lines().filter(line -> !line.trim().equalsIgnoreCase("COMMIT;")).collect(
                Collectors.joining("\n"));
        ScriptUtils.executeSqlScript(context.getConnection(),
                new ByteArrayResource(withoutCommit.getBytes(StandardCharsets.UTF_8)));
    }
}
