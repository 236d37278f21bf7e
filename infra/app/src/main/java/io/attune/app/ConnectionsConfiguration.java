package io.attune.app;

import java.time.InstantSource;

import io.attune.orchestrator.quote.ConfiguredTariff;
import io.attune.provider.Connections;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** The operator's connections as {@link Connections}, and each of their tariffs as a bean. */
@Configuration(proxyBeanMethods = false)
@Import(ConnectionsConfiguration.Tariffs.class)
class ConnectionsConfiguration {

    @Bean
    Connections connections(ConfiguredConnections configured, InstantSource clock,
            Connections.OfProjects ofProjects) {
        return new Connections(configured.connections(), Connections.installedFactories(), clock, ofProjects);
    }

    /** How many beans there are is known only from the settings. */
    static final class Tariffs implements BeanRegistrar {
        @Override
        public void register(BeanRegistry registry, Environment environment) {
            AppProperties settings = Binder.get(environment).bindOrCreate("attune",
                    Bindable.of(AppProperties.class));
            ConfiguredConnections configured = ConfiguredConnections.of(settings, environment);
            registry.registerBean("configuredConnections", ConfiguredConnections.class,
                    spec -> spec.supplier(context -> configured));
            for (ConfiguredTariff tariff : configured.tariffs()) {
                registry.registerBean("tariff:" + tariff.connection() + ":" + tariff.baseModel(),
                        ConfiguredTariff.class, spec -> spec.supplier(context -> tariff));
            }
        }
    }
}
