package io.attune.orchestrator.testing;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.dataset.WithdrawnFiles;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.schedule.RunStarter;
import io.attune.platform.ObjectKey;
import io.attune.provider.ConnectionOptions;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;
import io.attune.provider.TokenScoring;
import io.attune.provider.TrainerLimits;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** The platform with recipes and schedules alone. Runs are started by a small program that skips what is unchanged. */
@TestConfiguration
@EnableAutoConfiguration
@ComponentScan(basePackages = {"io.attune.orchestrator.recipe", "io.attune.orchestrator.schedule",
        "io.attune.orchestrator.notify",
        "io.attune.orchestrator.catalog", "io.attune.orchestrator.egress", "io.attune.orchestrator.connection"})
public class RecipesAndSchedules {

    /** What a trainer of one's own has. */
    private static final TrainerLimits FOUR_GPUS = (model, method, hyperparameters, trainer) -> {
        Integer gpus = trainer.gpus();
        return gpus != null && gpus > 4 ? Optional.of("4 GPUs are there, not " + gpus) : Optional.empty();
    };

    /** Starts it with settings that win over these. */
    public static ConfigurableApplicationContext start(Map<String, String> settings) {
        return start(RecipesAndSchedules.class, settings);
    }

    /** The same with more, which imports this. */
    public static ConfigurableApplicationContext start(Class<?> more, Map<String, String> settings) {
        List<String> args = new ArrayList<>(List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.job-store-type=jdbc",
                "--spring.quartz.wait-for-jobs-to-complete-on-shutdown=true",
                "--spring.quartz.jdbc.initialize-schema=never",
                "--spring.quartz.properties.org.quartz.scheduler.instanceId=AUTO",
                "--spring.quartz.properties.org.quartz.scheduler.idleWaitTime=1000",
                "--spring.quartz.properties.org.quartz.jobStore.isClustered=true",
                "--spring.quartz.properties.org.quartz.jobStore.acquireTriggersWithinLock=true",
                "--spring.quartz.properties.org.quartz.jobStore.clusterCheckinInterval=2000",
                "--spring.quartz.properties.org.quartz.jobStore.tablePrefix=QRTZ_",
                "--spring.quartz.properties.org.quartz.jobStore.driverDelegateClass="
                        + "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate"));
        settings.forEach((name, value) -> args.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(more).run(args.toArray(String[]::new));
    }

    @Bean
    Connections connections(InstantSource clock, Connections.OfProjects ofProjects) {
        return new Connections(List.of(new ConnectionSettings("sandbox", "none",
                java.net.URI.create("http://127.0.0.1:1"), () -> "", java.time.Duration.ofSeconds(1)),
                new ConnectionSettings("vendor", "openai", java.net.URI.create("https://api.openai.com/v1"), () -> "",
                        java.time.Duration.ofSeconds(1), ConnectionOptions.of(Map.of("region", "us-east-1"))),
                new ConnectionSettings("own", "command", java.net.URI.create("file:///nowhere"), () -> "",
                        java.time.Duration.ofSeconds(1))),
                List.of(unreachable("none"), unreachable("openai"), unreachable("command")), clock, ofProjects);
    }

    private static ProviderFactory unreachable(String dialect) {
        return new ProviderFactory() {
            @Override
            public String dialect() {
                return dialect;
            }

            @Override
            public FineTuneProvider connect(ConnectionSettings settings, java.net.http.HttpClient http,
                    InstantSource clock) {
                return (FineTuneProvider) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(),
                        new Class<?>[]{FineTuneProvider.class}, (proxy, method, args) -> {
                            if (method.getName().equals("ability") && TrainerLimits.class.equals(args[0])) {
                                return Optional.of(FOUR_GPUS);
                            }
                            if (method.getName().equals("ability") && TokenScoring.class.equals(args[0])) {
                                return dialect.equals("command")
                                        ? Optional.empty()
                                        : Optional.of((TokenScoring) (model, prompt, answer) -> {
                                            throw new UnsupportedOperationException("No run reaches this provider");
                                        });
                            }
                            throw new UnsupportedOperationException("No run reaches this provider");
                        });
            }
        };
    }

    @Bean
    NoSuites suiteChecks() {
        return new NoSuites();
    }

    /** Files are withdrawn when a test says so. */
    @Bean
    WithdrawnByName withdrawnFiles() {
        return new WithdrawnByName();
    }

    /** The files that were destroyed, by their keys. */
    public static final class WithdrawnByName implements WithdrawnFiles {
        private final Set<ObjectKey> files = ConcurrentHashMap.newKeySet();

        public void add(ObjectKey file) {
            files.add(file);
        }

        @Override
        public boolean includes(ObjectKey file) {
            return files.contains(file);
        }
    }

    @Bean
    FirstTimeOnly starter() {
        return new FirstTimeOnly();
    }

    /** Starts a recipe once; after that nothing has changed. The recipe {@code broken} fails. */
    public static final class FirstTimeOnly implements RunStarter {
        private final Map<String, RunId> started = new ConcurrentHashMap<>();

        @Override
        public Optional<UnderWay> underWay(ProjectId project, String recipe) {
            return Optional.empty();
        }

        @Override
        public Optional<String> unchanged(ProjectId project, String recipe) {
            return Optional.ofNullable(started.get(project + "/" + recipe)).map(before -> "unchanged since " + before);
        }

        @Override
        public RunId start(ProjectId project, String recipe, java.time.Instant fireTime) {
            if (recipe.equals("broken")) {
                throw new PlatformException(ErrorCode.CONFLICT, "The recipe is broken", "Mend it.");
            }
            RunId run = RunId.of(UUID.nameUUIDFromBytes(
                    (project + recipe + fireTime).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            started.putIfAbsent(project + "/" + recipe, run);
            return run;
        }

        @Override
        public void cancel(ProjectId project, RunId run) {
            throw new UnsupportedOperationException("No run is under way");
        }
    }
}
