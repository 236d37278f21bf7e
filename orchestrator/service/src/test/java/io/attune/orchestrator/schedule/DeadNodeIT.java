package io.attune.orchestrator.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a node leaves in Quartz's tables and in ours when it dies is taken up by another, once. */
class DeadNodeIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final DateTimeFormatter QUARTZ = DateTimeFormatter.ofPattern("'quartz:'s m H d M ? yyyy",
            Locale.ROOT).withZone(ZoneOffset.UTC);

    @TempDir
    Path home;

    private ConfigurableApplicationContext platform;

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void an_alarm_that_a_dead_node_had_acquired_rings_on_another() throws Exception {
        start(Map.of("attune.schedules.sweep", "1h"));
        Instant due = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(8);
        apply("once", QUARTZ.format(due));
        Instant died = Instant.now();
        acquiredByDeadNode("once", due, died);

        List<Firing> firings = await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100)).until(
                () -> platform.getBean(FiringStore.class).last(PROJECT, "once", null, 10),
                found -> !found.isEmpty() && !found.getFirst().outcome().isPending());

        assertThat(firings).singleElement().satisfies(firing -> {
            assertThat(firing.scheduledAt()).isEqualTo(due);
            assertThat(firing.outcome()).isEqualTo(Firing.Result.STARTED);
        });
    }

    @Test
    void a_schedule_whose_alarm_was_lost_is_found_by_the_sweep() throws Exception {
        start(Map.of("attune.schedules.sweep", "1s"));
        Instant due = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
        apply("lost", QUARTZ.format(due));
        platform.getBean(Alarms.class).set(PROJECT, "lost", null);

        await().atMost(Duration.ofSeconds(60)).until(() -> platform.getBean(FiringStore.class).last(PROJECT, "lost"),
                last -> last.isPresent() && last.get().outcome() == Firing.Result.STARTED);
    }

    @Test
    void the_store_acquires_within_its_lock() throws Exception {
        start(Map.of());
        assertThat(platform.getBean(Scheduler.class).getMetaData().isJobStoreClustered()).isTrue();
        assertThat(platform.getEnvironment().getProperty(
                "spring.quartz.properties.org.quartz.jobStore.acquireTriggersWithinLock")).isEqualTo("true");
    }

    /** As Quartz's tables stand when a node dies right after it has acquired a trigger. */
    private void acquiredByDeadNode(String recipe, Instant due, Instant died) throws Exception {
        JdbcClient jdbc = platform.getBean(JdbcClient.class);
        String scheduler = platform.getBean(Scheduler.class).getSchedulerName();
        assertThat(jdbc.sql(
                "update platform.qrtz_triggers set trigger_state = 'ACQUIRED' where trigger_name = ?").params(
                        recipe).update()).isEqualTo(1);
        jdbc.sql(
                """
                insert into platform.qrtz_fired_triggers (sched_name, entry_id, trigger_name, trigger_group, instance_name,
                fired_time, sched_time, priority, state) values (?, 'dead-1', ?, ?, 'dead', ?, ?, 5, 'ACQUIRED')""").params(
                        scheduler, recipe, PROJECT.value(), died.toEpochMilli(), due.toEpochMilli()).update();
        jdbc.sql("insert into platform.qrtz_scheduler_state (sched_name, instance_name, last_checkin_time,"
                + " checkin_interval) values (?, 'dead', ?, 2000)").params(scheduler, died.toEpochMilli()).update();
    }

    private void start(Map<String, String> further) {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.putAll(further);
        platform = RecipesAndSchedules.start(settings);
    }

    private void apply(String name, String cron) {
        platform.getBean(Recipes.class).apply(PROJECT, "ann", """
                recipe: %s
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                schedule: {cron: '%s'}
                """.formatted(name, cron), Map.of());
    }
}
