package io.attune.orchestrator.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Schedules on a real PostgreSQL, through Quartz's clustered store. */
class ScheduleIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final Caller ANN = new Caller(PROJECT, "ann", Permission.EDITOR);
    private static final String EVERY_SECOND = "schedule: {cron: 'quartz:* * * * * ?'}\n";
    private static final String MONTHLY = "schedule: {cron: '0 3 1 * *', zone: Europe/Berlin}\n";

    @TempDir
    Path home;

    private final Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
    private ConfigurableApplicationContext platform;

    @BeforeEach
    void start() {
        settings.put("attune.home", home.toString());
        platform = RecipesAndSchedules.start(settings);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void a_firing_starts_a_run_and_the_next_over_unchanged_inputs_is_skipped_with_the_reason() {
        apply("often", EVERY_SECOND);

        List<Firing> firings = firingsOnce("often", f -> f.outcome() == Firing.Result.SKIPPED);

        Firing first = firings.getLast();
        assertThat(first.outcome()).isEqualTo(Firing.Result.STARTED);
        assertThat(first.run()).startsWith("run_");
        assertThat(firings.getFirst().reason()).isEqualTo("unchanged since " + first.run());
    }

    @Test
    void a_forecast_counts_the_times_at_which_a_schedule_will_start_a_run_and_none_of_a_paused_one() {
        apply("weekly", "schedule: {cron: '0 3 * * 1', zone: UTC}\n");
        apply("monthly", MONTHLY);
        apply("by-hand", "");
        Instant march = Instant.parse("2027-03-01T00:00:00Z");
        Instant april = Instant.parse("2027-04-01T00:00:00Z");
        PlannedFirings planned = platform.getBean(PlannedFirings.class);

        assertThat(planned.firings(PROJECT, march, april)).containsExactlyInAnyOrderEntriesOf(Map.of("weekly", 5,
                "monthly", 1));
        assertThat(planned.firings(PROJECT, Instant.parse("2027-03-01T03:00:00Z"), Instant.parse(
                "2027-03-08T03:00:00Z"))).containsEntry("weekly", 1);
        schedules().pause(ANN, "weekly", null);
        assertThat(planned.firings(PROJECT, march, april)).containsEntry("weekly", 0);
    }

    @Test
    void a_restart_keeps_the_triggers() {
        apply("often", EVERY_SECOND);
        firingsOnce("often", f -> true);
        platform.close();

        platform = RecipesAndSchedules.start(settings);
        Instant restarted = Instant.now();

        assertThat(firingsOnce("often", f -> f.scheduledAt().isAfter(restarted))).isNotEmpty();
    }

    @Test
    void a_schedule_from_before_schedules_had_rows_gets_one_at_the_start() {
        apply("monthly", MONTHLY);
        apply("by-hand", "");
        platform.getBean(ScheduleStore.class).remove(PROJECT, "monthly");
        platform.close();

        platform = RecipesAndSchedules.start(settings);

        assertThat(platform.getBean(ScheduleStore.class).find(PROJECT, "monthly")).hasValueSatisfying(
                row -> assertThat(row.nextDue()).isEqualTo(schedules().show(PROJECT, "monthly").next().getFirst()));
        assertThat(platform.getBean(ScheduleStore.class).find(PROJECT, "by-hand")).isEmpty();
    }

    @Test
    void a_recipe_applied_without_its_schedule_starts_no_more_by_itself() {
        apply("monthly", MONTHLY);
        assertThat(schedules().list(PROJECT)).extracting(ScheduleView::recipe).containsExactly("monthly");

        apply("monthly", "");

        assertThat(schedules().list(PROJECT)).isEmpty();
        assertThat(platform.getBean(ScheduleStore.class).find(PROJECT, "monthly")).isEmpty();
    }

    @Test
    void a_schedule_shows_when_it_is_due_in_its_zone() {
        apply("monthly", MONTHLY);

        ScheduleView view = schedules().show(PROJECT, "monthly");

        assertThat(view.words()).isEqualTo("on day 1 of every month at 03:00");
        assertThat(view.next()).hasSize(5).allSatisfy(time -> {
            var local = time.atZone(java.time.ZoneId.of("Europe/Berlin"));
            assertThat(local.getDayOfMonth()).isEqualTo(1);
            assertThat(local.getHour()).isEqualTo(3);
        });
        assertThat(view.last()).isNull();
    }

    @Test
    void a_changed_cron_replaces_the_trigger_and_keeps_it_paused() {
        apply("monthly", MONTHLY);
        schedules().pause(ANN, "monthly", null);

        apply("monthly", MONTHLY.replace("0 3 1", "30 4 2"));

        ScheduleView view = schedules().show(PROJECT, "monthly");
        assertThat(view.paused()).isTrue();
        assertThat(view.next().getFirst().atZone(java.time.ZoneId.of("Europe/Berlin")).getMinute()).isEqualTo(30);
        assertThat(schedules().resume(ANN, "monthly", null).paused()).isFalse();
    }

    @Test
    void the_same_request_to_run_now_is_done_once() {
        apply("monthly", MONTHLY);

        Firing first = schedules().runNow(ANN, "monthly", "key-1");
        Firing repeated = schedules().runNow(ANN, "monthly", "key-1");
        Firing another = schedules().runNow(ANN, "monthly", "key-2");

        assertThat(first.outcome()).isEqualTo(Firing.Result.STARTED);
        assertThat(repeated).isEqualTo(first);
        assertThat(another.outcome()).isEqualTo(Firing.Result.SKIPPED);
    }

    @Test
    void a_start_that_fails_is_kept_with_its_reason() {
        apply("broken", MONTHLY);
        assertThat(schedules().runNow(ANN, "broken", "key-1")).satisfies(firing -> {
            assertThat(firing.outcome()).isEqualTo(Firing.Result.FAILED);
            assertThat(firing.reason()).isEqualTo("The recipe is broken");
        });
    }

    private void apply(String name, String schedule) {
        platform.getBean(Recipes.class).apply(PROJECT, "ann", """
                recipe: %s
                sources: [{name: p, type: spring-metadata, artifacts: [a], version: 2.7.18, license: x, personalData: none}]
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                """.formatted(name) + schedule, Map.of());
    }

    private Schedules schedules() {
        return platform.getBean(Schedules.class);
    }

    private List<Firing> firingsOnce(String recipe, Predicate<Firing> condition) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> schedules().firings(PROJECT, recipe, null, 100),
                firings -> firings.stream().anyMatch(condition));
    }
}
