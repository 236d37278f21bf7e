package io.attune.orchestrator.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.platform.testing.TestServers;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** Recipes and suites with the real dataset builder; nothing is trained. */
@TestConfiguration
@EnableAutoConfiguration
@AutoConfigurationPackage(basePackages = "io.attune")
@ComponentScan(basePackages = {"io.attune.dataset", "io.attune.registry", "io.attune.orchestrator.recipe",
        "io.attune.orchestrator.catalog", "io.attune.orchestrator.egress", "io.attune.orchestrator.connection",
        "io.attune.orchestrator.suite"})
public class RecipesAndDatasets {

    /** Starts it on a database of its own. */
    public static ConfigurableApplicationContext start(Path home) {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        List<String> args = new ArrayList<>(List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.job-store-type=memory", "--spring.quartz.auto-startup=false"));
        settings.forEach((name, value) -> args.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(RecipesAndDatasets.class).run(args.toArray(String[]::new));
    }

    @Bean
    Connections connections(InstantSource clock) {
        return new Connections(List.of(new ConnectionSettings("sandbox", "none", URI.create("http://127.0.0.1:1"),
                () -> "", Duration.ofSeconds(1))), List.of(new Nobody()), clock);
    }

    private static final class Nobody implements ProviderFactory {
        @Override
        public String dialect() {
            return "none";
        }

        @Override
        public FineTuneProvider connect(ConnectionSettings settings, java.net.http.HttpClient http,
                InstantSource clock) {
            return (FineTuneProvider) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
                    new Class<?>[]{FineTuneProvider.class}, (proxy, method, args) -> {
                        if (method.isDefault()) {
                            return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, args);
                        }
                        throw new UnsupportedOperationException("Nothing is trained here");
                    });
        }
    }
}
