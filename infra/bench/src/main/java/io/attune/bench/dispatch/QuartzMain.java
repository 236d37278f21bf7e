package io.attune.bench.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicLong;

import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Quartz alone, clustered and on PostgreSQL as the platform has it, with jobs that do nothing and triggers that are always due;
 * batches of up to 100. Prints how many it fired a second.
 */
final class QuartzMain {
    private static final String SCHEMA = "quartz_alone";
    private static final int TRIGGERS = 500;
    private static final AtomicLong FIRED = new AtomicLong();

    private QuartzMain() {}

    /** Does nothing but count. */
    public static final class Nothing implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            FIRED.incrementAndGet();
        }
    }

    /** @param words JDBC URL, user, seconds of warming up, seconds that count; the password is the first line of the input */
    public static void main(String[] words) throws IOException, SQLException, SchedulerException, InterruptedException {
        String password;
        try (Scanner in = new Scanner(System.in, StandardCharsets.UTF_8)) {
            password = in.nextLine();
        }
        makeTables(words[0], words[1], password);
        Scheduler scheduler = new StdSchedulerFactory(settings(words[0], words[1], password)).getScheduler();
        for (int i = 0; i < TRIGGERS; i++) {
            JobDetail job = JobBuilder.newJob(Nothing.class).withIdentity("job" + i).build();
            scheduler.scheduleJob(job, TriggerBuilder.newTrigger().withIdentity("trigger" + i).startNow().withSchedule(
                    SimpleScheduleBuilder.simpleSchedule().withIntervalInMilliseconds(
                            1).repeatForever().withMisfireHandlingInstructionIgnoreMisfires()).build());
        }
        scheduler.start();
        Thread.sleep(1000 * Long.parseLong(words[2]));
        long before = FIRED.get();
        long seconds = Long.parseLong(words[3]);
        Thread.sleep(1000 * seconds);
        System.out.println((FIRED.get() - before) / (double) seconds);
        scheduler.shutdown();
    }

    private static void makeTables(String url, String user, String password) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                InputStream script = Objects.requireNonNull(StdSchedulerFactory.class.getResourceAsStream(
                        "/org/quartz/impl/jdbcjobstore/tables_postgres.sql"))) {
            statement.execute("drop schema if exists " + SCHEMA + " cascade");
            statement.execute("create schema " + SCHEMA);
            statement.execute("set search_path to " + SCHEMA);
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Properties settings(String url, String user, String password) {
        Properties settings = new Properties();
        settings.put("org.quartz.scheduler.instanceName", "alone");
        settings.put("org.quartz.scheduler.instanceId", "AUTO");
        settings.put("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", "100");
        settings.put("org.quartz.threadPool.threadCount", "100");
        settings.put("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.put("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        settings.put("org.quartz.jobStore.isClustered", "true");
        settings.put("org.quartz.jobStore.acquireTriggersWithinLock", "true");
        settings.put("org.quartz.jobStore.dataSource", "own");
        settings.put("org.quartz.dataSource.own.provider", "hikaricp");
        settings.put("org.quartz.dataSource.own.driver", "org.postgresql.Driver");
        settings.put("org.quartz.dataSource.own.URL", url + (url.contains("?") ? "&" : "?") + "currentSchema="
                + SCHEMA);
        settings.put("org.quartz.dataSource.own.user", user);
        settings.put("org.quartz.dataSource.own.password", password);
        settings.put("org.quartz.dataSource.own.maxConnections", "16");
        return settings;
    }
}
