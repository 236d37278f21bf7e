package io.attune.app;

import java.nio.file.Path;
import java.util.List;

import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What must hold before anything is started. */
@Configuration(proxyBeanMethods = false)
class StartChecks {

    @Bean
    static BeforeAnything beforeAnything(Environment environment) {
        return new BeforeAnything(environment);
    }

    /** Fails the start, and not the first run, when the object store does not answer. */
    @Bean
    InitializingBean objectStoreAnswers(ObjectStore objects) {
        return () -> objects.list(new ObjectKey(ProjectId.DEFAULT, "start-check"));
    }

    /** Runs before any bean is made: the settings that nothing works without, then the lock on the home folder. */
    static final class BeforeAnything implements BeanFactoryPostProcessor, DisposableBean {
        private final Environment environment;
        private final HomeLock lock;

        BeforeAnything(Environment environment) {
            this.environment = environment;
            requireSettings();
            this.lock = HomeLock.acquire(Path.of(environment.getProperty("attune.home", ".attune")));
        }

        private void requireSettings() {
            Problems problems = new Problems();
            for (String name : List.of("spring.datasource.url", "attune.objects.bucket")) {
                if (environment.getProperty(name, "").isBlank()) {
                    problems.add(name, 0, "the setting is missing", "Set it, or start with './attune up', which does.");
                }
            }
            problems.throwIfAny("The configuration");
        }

        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
            // being made first was all
        }

        @Override
        public void destroy() throws Exception {
            lock.close();
        }
    }
}
