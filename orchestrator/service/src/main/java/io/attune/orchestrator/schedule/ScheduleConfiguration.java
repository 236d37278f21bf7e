package io.attune.orchestrator.schedule;

import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

    /** The one job that every trigger fires; recovered when a process dies over it. */
    @Bean
    JobDetail startRunJob() {
        return JobBuilder.newJob(StartRunJob.class).withIdentity(
                StartRunJob.NAME).storeDurably().requestRecovery().build();
    }
}
