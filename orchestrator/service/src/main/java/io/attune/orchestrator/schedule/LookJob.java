package io.attune.orchestrator.schedule;

import io.attune.kernel.ProjectId;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;

/** What Quartz runs when a schedule is to be looked at, and again when the process died over it. */
class LookJob implements Job {
    static final String PROJECT = "project";
    static final String RECIPE = "recipe";

    private final Looks looks;

    LookJob(Looks looks) {
        this.looks = looks;
    }

    @Override
    public void execute(JobExecutionContext context) {
        JobDataMap data = context.getMergedJobDataMap();
        looks.look(new ProjectId(data.getString(PROJECT)), data.getString(RECIPE));
    }
}
