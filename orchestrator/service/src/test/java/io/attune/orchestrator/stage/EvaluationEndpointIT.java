package io.attune.orchestrator.stage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Facts;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.stage.EvaluationEndpoint.Standing;
import io.attune.platform.testing.TestServers;
import io.attune.provider.Connections;
import io.attune.provider.Deploys;
import io.attune.provider.ProviderModelId;
import io.attune.provider.testkit.TestClock;
import io.attune.registry.ChargeKind;
import io.attune.registry.Lease;
import io.attune.registry.Leases;
import io.attune.registry.Ledger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints at 2 dollars an hour, under real leases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluationEndpointIT {
    private static final ProviderModelId TUNED = new ProviderModelId("ft:base");

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private ConfigurableApplicationContext context;
    private HostingProvider provider;
    private Leases leases;
    private Ledger ledger;
    private EvaluationEndpoint endpoint;
    private long runs;

    @TestConfiguration
    @Import({MoneyPlatform.class, VendorEndpoints.class})
    static class Platform {
        @Bean
        HostingProvider provider() {
            return new HostingProvider();
        }

        @Bean
        Connections connections(HostingProvider provider, TestClock clock) {
            return provider.connections(clock);
        }
    }

    @BeforeAll
    void start() {
        context = MoneyPlatform.start(TestServers.freshProperties(), clock, Platform.class);
        provider = context.getBean(HostingProvider.class);
        leases = context.getBean(Leases.class);
        ledger = context.getBean(Ledger.class);
        context.getBean(JdbcClient.class).sql("insert into orchestrator.price (connection, base_model, kind, amount,"
                + " currency, per_tokens, source, observed_on, effective_from) values ('trainer', 'base', 'HOSTING', 2,"
                + " 'USD', 1, 'a list', '2026-01-01', '2026-01-01')").update();
        endpoint = new EvaluationEndpoint(context.getBean(Connections.class), (ConnectionProfiles) null,
                context.getBean(Prices.class), leases, clock);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void calm() {
        provider.around = () -> {
        };
        provider.made = Deploys.State.ACTIVE;
    }

    @Test
    void the_tuned_model_is_asked_by_its_endpoint_and_what_it_stood_is_charged() {
        Run run = run();
        assertThat(endpoint.stand(run, recipe(), TUNED)).isInstanceOf(Standing.NotReady.class);

        Standing standing = endpoint.stand(run, recipe(), TUNED);

        assertThat(standing).isInstanceOfSatisfying(Standing.Ready.class, ready -> assertThat(
                provider.standing).containsKey(ready.model().value()));
        assertThat(ledger.reservations(run.project(), run.id())).singleElement().satisfies(held -> assertThat(
                held.amount()).isEqualTo(Money.of("2", "USD")));
        clock.advance(Duration.ofMinutes(30));
        assertThat(endpoint.close(run)).isFalse();
        sweep();
        assertThat(endpoint.close(run)).isTrue();
        assertThat(provider.standing).isEmpty();
        assertThat(ledger.charges(run.project(), run.id())).singleElement().satisfies(charge -> {
            assertThat(charge.bill().kind()).isEqualTo(ChargeKind.HOSTING);
            assertThat(charge.bill().amount()).isEqualByComparingTo(Money.of("1", "USD"));
            assertThat(charge.overrun().isZero()).isTrue();
        });
    }

    @Test
    void a_long_evaluation_renews_its_lease_before_it_ends() {
        Run run = run();
        endpoint.stand(run, recipe(), TUNED);
        for (int i = 0; i < 20; i++) {
            clock.advance(Duration.ofMinutes(10));
            sweep();
            assertThat(endpoint.stand(run, recipe(), TUNED)).isInstanceOf(Standing.Ready.class);
        }
        endpoint.close(run);
        sweep();
        assertThat(provider.standing).isEmpty();
    }

    @Test
    void an_endpoint_that_never_answers_ends_the_run_after_three_leases() {
        Run run = run();
        provider.made = Deploys.State.CREATING;
        Standing standing = endpoint.stand(run, recipe(), TUNED);
        for (int i = 0; i < 10 && standing instanceof Standing.NotReady(RunEvent.StillWorking waits); i++) {
            clock.advance(Duration.ofHours(1));
            sweep();
            standing = endpoint.stand(run, recipe(), TUNED);
        }

        assertThat(standing).isInstanceOfSatisfying(Standing.NotReady.class, ended -> assertThat(
                ended.event()).isInstanceOf(RunEvent.Failed.class));
        assertThat(provider.standing).isEmpty();
    }

    @Test
    void who_stood_still_for_the_whole_lease_takes_down_what_it_made_too_late() {
        Run run = run();
        int[] calls = {0};
        provider.around = () -> {
            if (++calls[0] == 2) { // it has looked, and is about to make it
                provider.around = () -> {
                };
                clock.advance(Duration.ofHours(2));
                sweep();
            }
        };

        endpoint.stand(run, recipe(), TUNED);

        assertThat(calls[0]).isEqualTo(2);
        assertThat(provider.standing).isEmpty();
        assertThat(leases.open(run.project())).isEmpty();
    }

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(40);
    }

    /** Whoever works on a run dies before or after any effect, or for good; vendors fail; time passes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void no_endpoint_outlives_its_lease_whatever_is_killed(long seed) {
        Random random = new Random(seed);
        List<Run> all = Stream.generate(this::run).limit(3).toList();
        for (int step = 0; step < 40; step++) {
            Run run = all.get(random.nextInt(all.size()));
            provider.around = () -> {
                if (random.nextInt(5) == 0) {
                    throw new Dies();
                }
            };
            try {
                switch (random.nextInt(5)) {
                    case 0, 1 -> endpoint.stand(run, recipe(), TUNED);
                    case 2 -> endpoint.close(run);
                    case 3 -> clock.advance(Duration.ofMinutes(random.nextInt(45)));
                    default -> sweep();
                }
            } catch (Dies e) {
                // its row is claimed again later, or never
            }
            provider.around = () -> {
            };
            clock.advance(Duration.ofSeconds(16));
            everyEndpointStandsUnderALease(seed);
        }
        clock.advance(Duration.ofHours(3));
        sweep();
        assertThat(provider.standing).as("seed %d", seed).isEmpty();
        assertThat(leases.open(ProjectId.DEFAULT)).as("seed %d", seed).isEmpty();
    }

    /** One whose lease has ended is known to the janitor until it is gone. */
    private void everyEndpointStandsUnderALease(long seed) {
        List<String> leased = leases.open(ProjectId.DEFAULT).stream().map(Lease::endpoint).toList();
        assertThat(leased).as("seed %d", seed).containsAll(provider.standing.keySet());
    }

    private static final class Dies extends RuntimeException {
    }

    private void sweep() {
        ReflectionTestUtils.invokeMethod(context.getBean("leaseJanitor"), "sweep");
    }

    private Run run() {
        return new Run(RunId.of(new UUID(17, ++runs)), ProjectId.DEFAULT, "r", 1, "ann", RunState.EVALUATING,
                Facts.NONE, false, clock.instant(), clock.instant());
    }

    private static Recipe recipe() {
        Recipe some = new TestRecipes("base", new Recipe.Budget(Money.of("1000", "USD"), Money.of("100000", "USD"),
                null)).version(ProjectId.DEFAULT, "r", 1).recipe();
        return new Recipe(some.name(), some.description(), some.owner(), some.labels(), some.data(), some.curation(),
                new Recipe.Evaluation(List.of(Recipe.Arm.TUNED), List.of()), some.retrievalFirst(), some.gates(),
                some.targets(), some.budget(), some.promotion(), some.knowledge(), some.answers(), some.schedule());
    }
}
