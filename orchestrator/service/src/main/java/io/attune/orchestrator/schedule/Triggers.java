package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Schedule.Misfire;
import org.jspecify.annotations.Nullable;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.stereotype.Component;

/** The cron triggers of recipes: one for each, named by it, in a group named by its project. */
@Component
class Triggers {
    private final Scheduler scheduler;

    Triggers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Makes the trigger say what the schedule says. One that says so already is left alone, paused or not. */
    void put(ProjectId project, String recipe, Recipe.Schedule schedule) {
        attempt("schedule", recipe, () -> {
            TriggerKey key = key(project, recipe);
            CronTrigger wanted = trigger(key, project, recipe, schedule);
            CronTrigger present = (CronTrigger) scheduler.getTrigger(key);
            if (present == null) {
                scheduler.scheduleJob(wanted);
            } else if (!saysTheSame(present, wanted)) {
                boolean paused = scheduler.getTriggerState(key) == TriggerState.PAUSED;
                scheduler.rescheduleJob(key, wanted);
                if (paused) {
                    scheduler.pauseTrigger(key);
                }
            }
            return null;
        });
    }

    void remove(ProjectId project, String recipe) {
        attempt("unschedule", recipe, () -> scheduler.unscheduleJob(key(project, recipe)));
    }

    void pause(ProjectId project, String recipe) {
        attempt("pause", recipe, () -> {
            scheduler.pauseTrigger(key(project, recipe));
            return null;
        });
    }

    void resume(ProjectId project, String recipe) {
        attempt("resume", recipe, () -> {
            scheduler.resumeTrigger(key(project, recipe));
            return null;
        });
    }

    boolean isPaused(ProjectId project, String recipe) {
        return attempt("look at", recipe,
                () -> scheduler.getTriggerState(key(project, recipe)) == TriggerState.PAUSED);
    }

    /** When the recipe is due next, earliest first; empty when it has no trigger. */
    List<Instant> next(ProjectId project, String recipe, int count, Instant now) {
        return attempt("look at", recipe, () -> {
            List<Instant> times = new ArrayList<>();
            Trigger trigger = scheduler.getTrigger(key(project, recipe));
            Date time = trigger == null ? null : trigger.getFireTimeAfter(Date.from(now));
            while (trigger != null && time != null && times.size() < count) {
                times.add(time.toInstant());
                time = trigger.getFireTimeAfter(time);
            }
            return times;
        });
    }

    private static CronTrigger trigger(TriggerKey key, ProjectId project, String recipe, Recipe.Schedule schedule) {
        CronScheduleBuilder cron = CronScheduleBuilder.cronSchedule(schedule.cron().quartz()).inTimeZone(
                TimeZone.getTimeZone(schedule.zone()));
        cron = schedule.misfire() == Misfire.RUN_ONCE
                ? cron.withMisfireHandlingInstructionFireAndProceed()
                : cron.withMisfireHandlingInstructionDoNothing();
        return TriggerBuilder.newTrigger().withIdentity(key).forJob(JobKey.jobKey(StartRunJob.NAME)).usingJobData(
                StartRunJob.PROJECT, project.value()).usingJobData(StartRunJob.RECIPE, recipe).withSchedule(
                        cron).build();
    }

    private static boolean saysTheSame(CronTrigger present, CronTrigger wanted) {
        return present.getCronExpression().equals(wanted.getCronExpression())
                && present.getTimeZone().getID().equals(wanted.getTimeZone().getID())
                && present.getMisfireInstruction() == wanted.getMisfireInstruction();
    }

    private static TriggerKey key(ProjectId project, String recipe) {
        return TriggerKey.triggerKey(recipe, project.value());
    }

    private static <T extends @Nullable Object> T attempt(String what, String recipe, Attempt<T> action) {
        try {
            return action.run();
        } catch (SchedulerException e) {
            throw new PlatformException(ErrorCode.INTERNAL,
                    "The scheduler could not " + what + " '" + recipe + "': " + e.getMessage(),
                    "See that the database answers, then try again.", e);
        }
    }

    private interface Attempt<T extends @Nullable Object> {
        T run() throws SchedulerException;
    }
}
