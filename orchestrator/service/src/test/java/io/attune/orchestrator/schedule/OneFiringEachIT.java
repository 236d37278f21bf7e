package io.attune.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import com.zaxxer.hikari.HikariDataSource;
import io.attune.orchestrator.recipe.cron.Cron;
import io.attune.orchestrator.recipe.timing.Holiday;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.orchestrator.recipe.timing.Schedule.Misfire;
import io.attune.orchestrator.recipe.timing.Schedule.Overlap;
import io.attune.platform.testing.TestServers;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes on one PostgreSQL look at schedules at the same time, die at any statement or commit and come back, while clocks
 * jump, people pause and runs end: whatever happens, each due time leaves one run or one decision.
 */
class OneFiringEachIT {
    private static final Instant BEGIN = Instant.parse("2026-03-27T21:58:00Z");
    private static final List<String> LINES = List.of("*/7 * * * *", "0 * * * *", "30 2 * * *", "0 0 13 * FRI",
            "quartz:*/40 * * * * ?");
    private static final int SEEDS = 40;
    private static final int ROUNDS = 12;

    private static HikariDataSource database;
    private static ExecutorService threads;

    private final ScheduledRecipes recipes = new ScheduledRecipes();
    private Instant now = BEGIN;

    @BeforeAll
    static void start() {
        Map<String, String> settings = TestServers.freshProperties();
        database = new HikariDataSource();
        database.setJdbcUrl(settings.get("spring.datasource.url"));
        database.setUsername(settings.get("spring.datasource.username"));
        database.setPassword(settings.get("spring.datasource.password"));
        Flyway.configure().dataSource(database).schemas("orchestrator").locations(
                "classpath:db/migration/orchestrator").load().migrate();
        JdbcClient.create(database).sql("create table orchestrator.test_run (id text, recipe text,"
                + " fire_time timestamptz, ended boolean default false, cancelled boolean default false)").update();
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        database.close();
    }

    @ParameterizedTest(name = "clocks {0} minutes apart")
    @ValueSource(ints = {0, 1, 10})
    void each_due_time_leaves_one_run_or_one_decision(int minutesApart) {
        for (int seed = 0; seed < SEEDS; seed++) {
            simulate("apart-" + minutesApart + "-seed-" + seed, seed, minutesApart);
        }
    }

    private void simulate(String recipe, long seed, int minutesApart) {
        Random random = new Random(seed);
        now = BEGIN;
        Schedule schedule = schedule(random);
        Replica first = replica(random, Integer.MAX_VALUE, 0);
        first.apply(recipes.put(recipe, schedule));
        for (int round = 0; round < ROUNDS; round++) {
            now = now.plusSeconds(random.nextInt(4) == 0 ? random.nextInt(20_000) : random.nextInt(300));
            Replica ahead = replica(random, random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(60),
                    minutesApart);
            Replica behind = replica(random, random.nextInt(3) == 0 ? Integer.MAX_VALUE : random.nextInt(60), 0);
            String pausedBy = random.nextBoolean() ? "ann" : null;
            boolean pauses = random.nextInt(4) == 0;
            together(() -> ahead.look(recipe), pauses
                    ? () -> behind.pause(recipe, pausedBy)
                    : () -> behind.look(recipe),
                    ahead, behind);
            endSomeRuns(recipe, random);
        }
        Replica last = replica(random, Integer.MAX_VALUE, minutesApart);
        for (boolean pending = true; pending; pending = last.look(recipe)) {
            JdbcClient.create(database).sql("update orchestrator.test_run set ended = true").update();
        }
        check(recipe, Schedules.due(schedule, BEGIN, now.plus(Duration.ofMinutes(minutesApart)), Integer.MAX_VALUE),
                "seed " + seed + ", " + schedule);
    }

    private static void together(Runnable one, Runnable other, Replica first, Replica second) {
        CompletableFuture.allOf(CompletableFuture.runAsync(() -> first.live(one), threads),
                CompletableFuture.runAsync(() -> second.live(other), threads)).join();
    }

    private Replica replica(Random random, int lifetime, int minutesAhead) {
        return new Replica(new MortalDataSource(database, lifetime, random.nextBoolean()), recipes,
                () -> now.plus(Duration.ofMinutes(minutesAhead)), new Random(random.nextLong()));
    }

    private static Schedule schedule(Random random) {
        Misfire misfire = Misfire.values()[random.nextInt(3)];
        Overlap overlap = misfire == Misfire.RUN_ALL ? Overlap.QUEUE : Overlap.values()[random.nextInt(3)];
        List<Holiday> holidays = random.nextBoolean() ? List.of(Holiday.parse("03-28")) : List.of();
        return new Schedule(Optional.of(new Cron(LINES.get(random.nextInt(LINES.size())))), ZoneId.of("Europe/Berlin"),
                misfire, 1 + random.nextInt(4), overlap, holidays, List.of(), List.of());
    }

    private static void endSomeRuns(String recipe, Random random) {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("update orchestrator.test_run set ended = true where recipe = ? and cancelled").params(
                recipe).update();
        if (random.nextInt(3) == 0) {
            jdbc.sql("update orchestrator.test_run set ended = true where recipe = ?").params(recipe).update();
        }
    }

    private static void check(String recipe, List<Instant> due, String which) {
        JdbcClient jdbc = JdbcClient.create(database);
        Map<Instant, String> outcomes = new TreeMap<>();
        jdbc.sql("select scheduled_at, outcome, run from orchestrator.firing where recipe = ?").params(recipe).query(
                row -> {
                    outcomes.put(row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2)
                            + (row.getString(3) == null ? "" : " " + row.getString(3)));
                });
        assertThat(outcomes.keySet()).as(which).containsExactlyElementsOf(due);
        assertThat(outcomes.values()).as(which).allMatch(
                outcome -> outcome.startsWith("started run_") || outcome.equals("skipped"));
        List<String> runs = jdbc.sql("select id from orchestrator.test_run where recipe = ? order by fire_time").params(
                recipe).query(String.class).list();
        assertThat(runs).as(which).containsExactlyElementsOf(outcomes.values().stream().filter(
                outcome -> outcome.startsWith("started")).map(outcome -> outcome.substring(8)).collect(
                        Collectors.toList()));
    }
}
