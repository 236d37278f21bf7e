package io.attune.platform.schema;

import java.util.List;

import javax.sql.DataSource;

import io.attune.platform.OwnedSchema;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.InitializingBean;

/** Brings every owned schema up to date, the platform's own first. */
class SchemaMigrations implements InitializingBean {
    private final DataSource dataSource;
    private final List<OwnedSchema> schemas;

    SchemaMigrations(DataSource dataSource, List<OwnedSchema> schemas) {
        this.dataSource = dataSource;
        this.schemas = List.copyOf(schemas);
    }

    @Override
    public void afterPropertiesSet() {
        migrate(new OwnedSchema("platform"), new V2__spring_batch(), new V3__quartz());
        schemas.forEach(this::migrate);
    }

    private void migrate(OwnedSchema schema, JavaMigration... javaMigrations) {
        Flyway.configure().dataSource(dataSource).schemas(schema.name()).defaultSchema(schema.name()).locations(
                "classpath:db/migration/" + schema.name()).javaMigrations(javaMigrations).failOnMissingLocations(
                        true).load().migrate();
    }
}
