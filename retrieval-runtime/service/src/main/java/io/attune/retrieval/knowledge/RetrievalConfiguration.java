package io.attune.retrieval.knowledge;

import io.attune.platform.OwnedSchema;
import io.attune.retrieval.RetrievalProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The module's schema and settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RetrievalProperties.class, RetrievalProperties.Sources.class})
class RetrievalConfiguration {

    @Bean
    OwnedSchema retrievalSchema() {
        return new OwnedSchema("retrieval");
    }
}
