package io.attune.orchestrator.schedule;

import java.time.Duration;

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
    private static final String EVENTS = "scheduleEvents";

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
        return again(SWEEP, sweep, properties.sweep());
    }

    @Bean(EVENTS)
    JobDetail events() {
        return JobBuilder.newJob(EventJob.class).withIdentity(EVENTS).storeDurably().build();
    }

    @Bean
    Trigger scheduleEventsTrigger(@Qualifier(EVENTS) JobDetail events, ScheduleProperties properties) {
        return again(EVENTS, events, properties.events());
    }

    private static Trigger again(String name, JobDetail job, Duration pause) {
        return TriggerBuilder.newTrigger().withIdentity(name).forJob(job).withSchedule(
                SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(
                        pause.toMillis()).repeatForever().withMisfireHandlingInstructionNextWithRemainingCount()).build();
    }
}
