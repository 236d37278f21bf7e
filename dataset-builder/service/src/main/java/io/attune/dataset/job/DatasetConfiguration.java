package io.attune.dataset.job;

import io.attune.dataset.origin.SourceProperties;
import io.attune.platform.OwnedSchema;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SourceProperties.class)
class DatasetConfiguration {

    @Bean
    OwnedSchema datasetSchema() {
        return new OwnedSchema("dataset");
    }
}
