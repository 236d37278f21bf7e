package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Quartz's part: one trigger for each schedule, which fires once, when its recipe is to be looked at next. */
@Component
class Alarms {
    private final Scheduler scheduler;
    private final JobDetail job;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Alarms(Scheduler scheduler, @Qualifier(ScheduleConfiguration.LOOK) JobDetail job,
            TransactionOperations transactions, InstantSource clock) {
        this.scheduler = scheduler;
        this.job = job;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Sets, moves or takes away the alarm; joins the caller's transaction. */
    void set(ProjectId project, String recipe, @Nullable Instant at) {
        transactions.executeWithoutResult(status -> {
            TriggerKey key = TriggerKey.triggerKey(recipe, project.value());
            try {
                if (at == null) {
                    scheduler.unscheduleJob(key);
                } else {
                    scheduler.scheduleJobs(Map.of(job, Set.of(trigger(key, at))), true);
                }
            } catch (SchedulerException e) {
                throw new PlatformException(ErrorCode.INTERNAL,
                        "The scheduler could not set the alarm of '" + recipe + "': " + e.getMessage(),
                        "See that the database answers, then try again.", e);
            }
        });
    }

    /** As soon as a thread is free. */
    void ring(ProjectId project, String recipe) {
        set(project, recipe, clock.instant());
    }

    private Trigger trigger(TriggerKey key, Instant at) {
        return TriggerBuilder.newTrigger().withIdentity(key).forJob(job).usingJobData(LookJob.PROJECT,
                key.getGroup()).usingJobData(LookJob.RECIPE, key.getName()).startAt(Date.from(at)).withSchedule(
                        SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow()).build();
    }
}
