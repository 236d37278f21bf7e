package io.attune.dataset;

import java.util.List;
import java.util.Map;

import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectStore;
import io.attune.registry.DatasetRecords;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The module by itself: the registry's records in memory, and an object store that can be told to fail. */
@SpringBootApplication
class DatasetTestApplication {

    @Bean
    DatasetRecords records() {
        return new RecordsInMemory();
    }

    /** Recipes that are JSON: a name and what a curation plan has. */
    @Bean
    RecipePlans recipes() {
        return (project, yaml, files) -> {
            Map<String, Object> recipe = JsonMapper.shared().readValue(yaml, new TypeReference<>() {
            });
            return new RecipePlans.Planned(String.valueOf(recipe.get("recipe")), CurationPlan.ofMap(recipe), List.of());
        };
    }

    @Bean
    static BeanPostProcessor faultyStore(Environment environment) {
        String stopAt = environment.getProperty("test.stop-at", "");
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) throws BeansException {
                return bean instanceof ObjectStore store ? new FaultyObjectStore(store, stopAt) : bean;
            }
        };
    }
}
