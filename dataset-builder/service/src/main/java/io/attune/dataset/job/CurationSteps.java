package io.attune.dataset.job;

import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.pipeline.curate.Traced;
import io.attune.pipeline.source.SourceItem;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The job's steps as Spring Batch knows them. */
@Configuration(proxyBeanMethods = false)
class CurationSteps {
    static final String JOB = "curation";
    static final String PROJECT = "project";
    static final String KEY = "key";
    private static final int CHUNK = 500;

    /**
     * The job, wrapped so that nothing starts it by itself.
     */
    record CurationJob(Job job) {}

    @Bean
    CurationJob curationJob(JobRepository repository, CurationContexts contexts, CurationStore store,
            CurationEnd end, PartReader partReader, ItemProcessor<SourceItem, Traced> partProcessor,
            PartWriter partWriter, ThreadPoolTaskExecutor curationThreads) {
        // objects are not transactional, and no transaction of the database shall be open while one is sent
        ResourcelessTransactionManager none = new ResourcelessTransactionManager();
        Step plan = new StepBuilder("plan", repository).tasklet((contribution, chunk) -> {
            plan(contexts, store, chunk.getStepContext().getStepExecution().getJobParameters());
            return RepeatStatus.FINISHED;
        }, none).build();
        Step part = new StepBuilder("part", repository).<SourceItem, Traced>chunk(CHUNK).transactionManager(
                none).reader(partReader).processor(partProcessor).writer(partWriter).build();
        Step write = new StepBuilder("write", repository).tasklet((contribution, chunk) -> {
            end.write(context(contexts, chunk.getStepContext().getStepExecution().getJobParameters()));
            return RepeatStatus.FINISHED;
        }, none).build();
        return new CurationJob(new JobBuilder(JOB, repository).start(plan).next(
                new ReadStep(repository, contexts, part, curationThreads).build()).next(write).build());
    }

    /** Fixes the inputs and shows how much there is to do. */
    private static void plan(CurationContexts contexts, CurationStore store, JobParameters parameters) {
        CurationContext context = context(contexts, parameters);
        WorkPlan plan = context.fixPlan();
        List<Part> parts = plan.parts();
        CurationKey key = new CurationKey(context.request().project(), context.request().key());
        store.reads(key, context.request().plan(), plan.files());
        for (int i = 0; i < parts.size(); i++) {
            store.progress(key, "read", i, 0, context.expected(i));
        }
    }

    static CurationContext context(CurationContexts contexts, JobParameters parameters) {
        return contexts.get(new ProjectId(String.valueOf(parameters.getString(PROJECT))),
                String.valueOf(parameters.getString(KEY)));
    }

    @Bean
    @StepScope
    PartReader partReader(CurationContexts contexts, CurationStore store,
            @Value("#{jobParameters['project']}") String project,
            @Value("#{jobParameters['key']}") String key, @Value("#{stepExecutionContext['part']}") int part) {
        return new PartReader(contexts.get(new ProjectId(project), key), store, part);
    }

    @Bean
    @StepScope
    ItemProcessor<SourceItem, Traced> partProcessor(CurationContexts contexts,
            @Value("#{jobParameters['project']}") String project, @Value("#{jobParameters['key']}") String key,
            @Value("#{stepExecutionContext['part']}") int part) {
        CurationContext context = contexts.get(new ProjectId(project), key);
        return item -> context.trace(context.plan().parts().get(part), item);
    }

    @Bean
    @StepScope
    PartWriter partWriter(CurationContexts contexts, CurationStore store,
            @Value("#{jobParameters['project']}") String project, @Value("#{jobParameters['key']}") String key,
            @Value("#{stepExecutionContext['part']}") int part) {
        return new PartWriter(contexts.get(new ProjectId(project), key), store, part);
    }

    /** The threads that read parts, one for each processor. */
    @Bean
    ThreadPoolTaskExecutor curationThreads() {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        int processors = Runtime.getRuntime().availableProcessors();
        threads.setCorePoolSize(processors);
        threads.setMaxPoolSize(processors);
        threads.setThreadNamePrefix("curation-part-");
        threads.setDaemon(true);
        return threads;
    }
}
