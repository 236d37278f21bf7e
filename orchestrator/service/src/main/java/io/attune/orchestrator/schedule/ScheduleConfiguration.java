package io.attune.orchestrator.schedule;

import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScheduleProperties.class)
class ScheduleConfiguration {
    static final String LOOK = "scheduleLook";
    private static final String SWEEP = "scheduleSweep";

    /** The one job of all schedules' triggers; recovered when a process dies over it. */
    @Bean(LOOK)
    JobDetail look() {
        return JobBuilder.newJob(LookJob.class).withIdentity(LOOK).storeDurably().requestRecovery().build();
    }

    @Bean(SWEEP)
    JobDetail sweep() {
        return JobBuilder.newJob(SweepJob.class).withIdentity(SWEEP).storeDurably().build();
    }

    /** On one node at a time; a sweep that was missed is made up for by the next. */
    @Bean
    Trigger scheduleSweepTrigger(@Qualifier(SWEEP) JobDetail sweep, ScheduleProperties properties) {
        return TriggerBuilder.newTrigger().withIdentity(SWEEP).forJob(sweep).withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(
                        properties.sweep().toMillis()).repeatForever().withMisfireHandlingInstructionNextWithRemainingCount()).build();
    }
}
