package io.attune.dataset.job;

import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/**
 * Makes Spring Batch's records of a dead job fit to start from. To be called only by whoever holds the job's lock: then
 * whatever the records call running is not, and whatever they call unknown can be repeated, as every step can.
 */
@Component
class Recovery {
    private final JobRepository repository;
    private final InstantSource clock;

    Recovery(JobRepository repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** Returns whether there was anything to mend. */
    boolean mend(String job, JobParameters parameters) {
        JobInstance instance = repository.getJobInstance(job, parameters);
        if (instance == null) {
            return false;
        }
        if (repository.getJobExecutions(instance).isEmpty()) {
            // died between the two inserts; Batch never starts such an instance
            repository.deleteJobInstance(instance);
            return true;
        }
        boolean mended = false;
        for (JobExecution execution : repository.getJobExecutions(instance)) {
            mended |= mend(execution);
        }
        return mended;
    }

    private boolean mend(JobExecution execution) {
        boolean mended = false;
        for (StepExecution step : execution.getStepExecutions()) {
            if (isOpen(step.getStatus())) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(now());
                repository.update(step);
                mended = true;
            }
        }
        if (isOpen(execution.getStatus())) {
            execution.setStatus(BatchStatus.FAILED);
            execution.setExitStatus(ExitStatus.FAILED);
            execution.setEndTime(now());
            repository.update(execution);
            mended = true;
        }
        return mended;
    }

    private static boolean isOpen(BatchStatus status) {
        return status.isRunning() || status == BatchStatus.UNKNOWN;
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
