package io.attune.orchestrator.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.platform.OwnedSchema;
import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServers;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedEngine;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The engine on a real database with a simulated vendor behind the connection {@code vendor}, and points at each write and request. */
final class EnginePlatform implements AutoCloseable {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ConfigurableApplicationContext context;
    private final Connections connections;
    final SimulatedOpenAi vendor;
    final TestClock clock;
    final KillPoints points = new KillPoints(true);
    /** Behind the connection {@code constructed}, and the retrieval runtime. */
    final ConstructedServer models;
    private final RuntimeClient runtime;
    final EvaluationStore store;
    final OutputStore outputs;
    final JdbcClient jdbc;

    EnginePlatform(Path folder, TestClock clock) {
        this.clock = clock;
        models = ConstructedServer.open();
        vendor = SimulatedOpenAi.open(folder, Pace.free(), clock);
        context = start(clock);
        store = context.getBean(EvaluationStore.class);
        outputs = context.getBean(OutputStore.class);
        jdbc = context.getBean(JdbcClient.class);
        connections = new Connections(List.of(new ConnectionSettings("vendor", "openai", vendor.baseUrl(),
                vendor::credential, TIMEOUT), new ConnectionSettings("constructed", "openai", models.root().resolve(
                        "/v1"), () -> "", TIMEOUT)), List.of(new Pointed()), clock);
        runtime = new RuntimeClient(new EvaluationProperties(models.root(), key(folder), TIMEOUT, 1),
                new PlatformProperties(folder, List.of()), points.around(
                        HttpClient.newHttpClient()));
    }

    private static Path key(Path folder) {
        try {
            return Files.writeString(folder.resolve("key"), "key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The vendor's adapter, whose requests are points. */
    private final class Pointed implements ProviderFactory {
        @Override
        public String dialect() {
            return "openai";
        }

        @Override
        public FineTuneProvider connect(ConnectionSettings settings, HttpClient http,
                InstantSource time) {
            return new OpenAiProviderFactory().connect(settings, points.around(http), time);
        }
    }

    private ConfigurableApplicationContext start(TestClock time) {
        Map<String, String> settings = new TreeMap<>(TestServers.freshProperties());
        List<String> own = List.of("--server.port=0", "--spring.jpa.hibernate.ddl-auto=none",
                "--spring.batch.job.enabled=false", "--spring.batch.jdbc.initialize-schema=never",
                "--spring.quartz.auto-startup=false", "--spring.quartz.jdbc.initialize-schema=never");
        return new SpringApplicationBuilder(Tables.class).initializers(context -> {
            context.getBeanFactory().registerSingleton("testClock", time);
            context.getBeanFactory().addBeanPostProcessor(new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? points.around(source) : bean;
                }
            });
        }).run(Stream.concat(own.stream(), settings.entrySet().stream().map(e -> "--" + e.getKey() + "="
                + e.getValue())).toArray(String[]::new));
    }

    @TestConfiguration
    @EnableAutoConfiguration
    @Import({EvaluationStore.class, OutputStore.class, Prices.class})
    static class Tables {
        @Bean
        OwnedSchema orchestratorSchema() {
            return new OwnedSchema("orchestrator");
        }

        @Bean
        @Primary
        InstantSource clock(TestClock clock) {
            return clock;
        }
    }

    /** An engine as a process has it; a test that kills one makes another. */
    Engine engine(int parallel) {
        return new Engine(store, outputs, new Asker(connections, runtime, clock), context.getBean(Prices.class), clock,
                new EvaluationProperties(null, null, TIMEOUT, parallel));
    }

    /** The base model alone. */
    EvaluatedArm arm(String name, String prompt) {
        return new EvaluatedArm(name, "vendor", SimulatedEngine.BASE_MODEL, SimulatedEngine.BASE_MODEL,
                SimulatedEngine.BASE_MODEL, true, null, 0, new EvaluatedArm.Policy(prompt, "I don't know.", 96, 0));
    }

    /** A model of the constructed server, alone or with knowledge. */
    EvaluatedArm constructed(String name, String model, String prompt, boolean knows) {
        return new EvaluatedArm(name, "constructed", model, model, model, true, knows ? "base" : null, 0,
                new EvaluatedArm.Policy(prompt, "I don't know.", 96, 0));
    }

    /** A new evaluation of some arms on a suite of so many questions, which is the same each time. */
    Engine.Job job(String id, int questions, EvaluatedArm... arms) {
        return job(id, items(questions), List.of(Recipe.Measure.FORM), arms);
    }

    Engine.Job job(String id, List<Item> items, List<Recipe.Measure> measures, EvaluatedArm... arms) {
        EvaluationId evaluation = new EvaluationId("eval_" + Digest.of(id).hex().substring(0, 32));
        jdbc.sql(
                "insert into orchestrator.evaluation (id, project, subject, state, started_by, idempotency_key, due_at,"
                        + " created_at, updated_at) values (?, ?, 's', 'RUNNING', 'ann', ?, now(), now(), now())").params(
                                evaluation.value(), PROJECT.value(), id).update();
        Map<String, EvaluatedArm> named = new TreeMap<>();
        for (EvaluatedArm arm : arms) {
            store.add(evaluation, PROJECT, arm.name(), arm.digest(), "suite", items);
            named.put(arm.name(), arm);
        }
        return new Engine.Job(evaluation, PROJECT, named, Map.of("suite", measures));
    }

    static List<Item> items(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Item(Digest.of("item " + i).hex(), List.of(), "Question " + i
                + "?", "simulated base answer", Map.of("half", i % 2 == 0 ? "even" : "odd"))).toList();
    }

    /** Lets an engine work until nothing stands open, and time pass as it asks for. */
    void complete(Engine engine, Engine.Job job) {
        for (int turn = 0; turn < 200; turn++) {
            Optional<Duration> wait = engine.advance(job, (done, total, arm) -> {
            });
            if (wait.isEmpty()) {
                return;
            }
            clock.advance(wait.get().isZero() ? Duration.ofMillis(1) : wait.get());
        }
        throw new AssertionError("The evaluation does not end");
    }

    /** How many examples had each outcome. */
    Map<String, Long> outcomes(Engine.Job job) {
        Map<String, Long> outcomes = new TreeMap<>();
        jdbc.sql(
                "select outcome, count(*) from orchestrator.evaluation_result where evaluation = ? and outcome is not null group by 1").param(
                        job.evaluation().value()).query(row -> {
                            outcomes.put(row.getString(1), row.getLong(2));
                        });
        return outcomes;
    }

    @Override
    public void close() {
        context.close();
        vendor.close();
        models.close();
    }
}
