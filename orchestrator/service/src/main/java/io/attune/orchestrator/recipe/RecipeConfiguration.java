package io.attune.orchestrator.recipe;

import io.attune.platform.OwnedSchema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RecipeConfiguration {

    /** All of the orchestrator's tables. */
    @Bean
    OwnedSchema orchestratorSchema() {
        return new OwnedSchema("orchestrator");
    }
}
