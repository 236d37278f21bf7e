package io.attune.orchestrator.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Looks for events, on one node at a time. */
@DisallowConcurrentExecution
class EventJob implements Job {
    private final Events events;

    EventJob(Events events) {
        this.events = events;
    }

    @Override
    public void execute(JobExecutionContext context) {
        events.look();
    }
}
