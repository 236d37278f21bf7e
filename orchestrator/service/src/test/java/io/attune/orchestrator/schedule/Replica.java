package io.attune.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One node's part in schedules, with a clock and a life of its own. Its runs are rows that nothing keeps from being two. */
final class Replica {
    static final ProjectId PROJECT = ProjectId.DEFAULT;

    private final MortalDataSource database;
    private final TransactionTemplate transactions;
    final DueTimes dueTimes;
    final Firings firings;

    Replica(MortalDataSource database, Recipes recipes, InstantSource clock, RandomGenerator random) {
        this.database = database;
        JdbcClient jdbc = JdbcClient.create(database);
        transactions = new TransactionTemplate(new JdbcTransactionManager(database));
        ScheduleProperties properties = new ScheduleProperties(Duration.ofSeconds(60), Duration.ofSeconds(15),
                Duration.ofMinutes(10), 100, 500, Duration.ofSeconds(10), Duration.ofMinutes(10));
        ScheduleStore schedules = new ScheduleStore(jdbc);
        FiringStore store = new FiringStore(jdbc);
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("starter", new RunRows(jdbc, random));
        dueTimes = new DueTimes(schedules, store, recipes, transactions, notice -> {}, properties, clock);
        firings = new Firings(store, schedules, recipes, beans.getBeanProvider(RunStarter.class), transactions,
                notice -> {}, properties, clock);
    }

    /** Looks at a recipe as a node does when its alarm rings. Returns whether something is still pending. */
    boolean look(String recipe) {
        dueTimes.decide(PROJECT, recipe);
        return firings.perform(PROJECT, recipe);
    }

    void apply(StoredRecipe stored) {
        transactions.executeWithoutResult(status -> dueTimes.put(stored));
    }

    void pause(String recipe, @Nullable String by) {
        dueTimes.decide(PROJECT, recipe);
        transactions.executeWithoutResult(status -> dueTimes.pause(PROJECT, recipe, by));
    }

    /** Does something until it is done or the process dies over it. */
    void live(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            if (!database.isDead()) {
                throw e;
            }
        }
    }

    private record RunRows(JdbcClient jdbc, RandomGenerator random) implements RunStarter {

        @Override
        public Optional<UnderWay> underWay(ProjectId project, String recipe) {
            return jdbc.sql(
                    "select id, cancelled from orchestrator.test_run where recipe = ? and not ended limit 1").params(
                            recipe).query((row, n) -> new UnderWay(new RunId(row.getString(1)), "TRAINING",
                                    row.getBoolean(2))).optional();
        }

        @Override
        public Optional<String> unchanged(ProjectId project, String recipe) {
            return random.nextInt(5) == 0 ? Optional.of("unchanged since yesterday") : Optional.empty();
        }

        @Override
        public RunId start(ProjectId project, String recipe, Instant fireTime) {
            RunId id = RunId.of(new UUID(random.nextLong() & ~0xF000L | 0x7000L, random.nextLong() >>> 2 | 1L << 63));
            jdbc.sql("insert into orchestrator.test_run (id, recipe, fire_time) values (?, ?, ?)").params(id.value(),
                    recipe, FiringStore.utc(fireTime)).update();
            return id;
        }

        @Override
        public void cancel(ProjectId project, RunId run) {
            jdbc.sql("update orchestrator.test_run set cancelled = true where id = ?").params(run.value()).update();
        }
    }
}
