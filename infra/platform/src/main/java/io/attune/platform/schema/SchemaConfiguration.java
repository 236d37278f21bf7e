package io.attune.platform.schema;

import javax.sql.DataSource;

import io.attune.platform.OwnedSchema;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;

@AutoConfiguration(after = DataSourceAutoConfiguration.class)
class SchemaConfiguration {

    @Bean
    SchemaMigrations schemaMigrations(DataSource dataSource, ObjectProvider<OwnedSchema> schemas) {
        return new SchemaMigrations(dataSource, schemas.orderedStream().toList());
    }
}
