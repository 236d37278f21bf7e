package io.attune.orchestrator.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Looks for what a dead node left. */
@DisallowConcurrentExecution
class SweepJob implements Job {
    private final Looks looks;

    SweepJob(Looks looks) {
        this.looks = looks;
    }

    @Override
    public void execute(JobExecutionContext context) {
        looks.sweep();
    }
}
