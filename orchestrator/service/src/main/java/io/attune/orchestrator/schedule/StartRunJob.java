package io.attune.orchestrator.schedule;

import java.time.Instant;

import io.attune.kernel.ProjectId;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;

/** What Quartz runs when a trigger fires, and again when the process died over it. */
class StartRunJob implements Job {
    static final String NAME = "start-run";
    static final String PROJECT = "project";
    static final String RECIPE = "recipe";

    private final Firings firings;

    StartRunJob(Firings firings) {
        this.firings = firings;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getTrigger().getJobDataMap();
        firings.fire(new ProjectId(data.getString(PROJECT)), data.getString(RECIPE), due(context, data), null);
    }

    /** A firing that is taken up again keeps the time it had. */
    private static Instant due(JobExecutionContext context, JobDataMap data) {
        String first = data.getString(Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS);
        return context.isRecovering() && first != null
                ? Instant.ofEpochMilli(Long.parseLong(first))
                : context.getScheduledFireTime().toInstant();
    }
}
