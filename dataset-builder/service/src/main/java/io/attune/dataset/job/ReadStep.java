package io.attune.dataset.job;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.partition.support.SimpleStepExecutionSplitter;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.core.task.TaskExecutor;

/** The partitioned step: one partition for each part of the plan, the same ones after a restart. */
final class ReadStep {
    private final JobRepository repository;
    private final CurationContexts contexts;
    private final Step part;
    private final TaskExecutor threads;

    ReadStep(JobRepository repository, CurationContexts contexts, Step part, TaskExecutor threads) {
        this.repository = repository;
        this.contexts = contexts;
        this.part = part;
        this.threads = threads;
    }

    Step build() {
        return new StepBuilder("read", repository).partitioner(part).splitter(new PlanSplitter()).taskExecutor(
                threads).gridSize(1).build();
    }

    /** Knows the job whose parts it names, which a plain partitioner does not. */
    private final class PlanSplitter implements StepExecutionSplitter {
        @Override
        public String getStepName() {
            return part.getName();
        }

        @Override
        public java.util.Set<StepExecution> split(StepExecution manager, int gridSize)
                throws org.springframework.batch.core.job.JobExecutionException {
            JobExecution job = manager.getJobExecution();
            int parts = CurationSteps.context(contexts, job.getJobParameters()).plan().parts().size();
            return new SimpleStepExecutionSplitter(repository, part.getName(),
                    size -> partitions(parts)).split(manager, gridSize);
        }
    }

    private static Map<String, ExecutionContext> partitions(int parts) {
        Map<String, ExecutionContext> partitions = new HashMap<>();
        for (int i = 0; i < parts; i++) {
            ExecutionContext context = new ExecutionContext();
            context.putInt("part", i);
            partitions.put(String.format(Locale.ROOT, "part-%06d", i), context);
        }
        return partitions;
    }
}
