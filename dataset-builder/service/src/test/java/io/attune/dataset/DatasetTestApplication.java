package io.attune.dataset;

import io.attune.platform.ObjectStore;
import io.attune.registry.DatasetRecords;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The module by itself: the registry's records in memory, and an object store that can be told to fail. */
@SpringBootApplication
class DatasetTestApplication {

    @Bean
    DatasetRecords records() {
        return new RecordsInMemory();
    }

    @Bean
    static BeanPostProcessor faultyStore() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) throws BeansException {
                return bean instanceof ObjectStore store ? new FaultyObjectStore(store) : bean;
            }
        };
    }
}
