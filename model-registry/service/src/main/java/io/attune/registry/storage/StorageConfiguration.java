package io.attune.registry.storage;

import io.attune.platform.OwnedSchema;
import org.hibernate.cfg.MappingSettings;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * The application has one EntityManagerFactory; the modules above the registry share it and only bring entities, each
 * naming its schema.
 */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:io/attune/registry/storage/jpa.properties")
class StorageConfiguration {

    @Bean
    OwnedSchema registrySchema() {
        return new OwnedSchema("registry");
    }

    @Bean
    HibernatePropertiesCustomizer jsonColumns() {
        return settings -> settings.put(MappingSettings.JSON_FORMAT_MAPPER, new JsonColumns());
    }
}
