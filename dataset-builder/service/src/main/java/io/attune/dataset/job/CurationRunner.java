package io.attune.dataset.job;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.attune.dataset.lock.JobLock;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.pipeline.source.SourceChangedException;
import io.attune.platform.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs what is due on a node whose role is worker. Looks when it is told to and every half second, so that a job whose
 * process died is taken up by whoever is there.
 */
@Component
class CurationRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CurationRunner.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int JOBS_MAX = 2;
    private static final int ATTEMPTS_MAX = 6;
    /** When something outside is away: about ten minutes. */
    private static final int ATTEMPTS_OUTSIDE_MAX = 24;
    private static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    private final CurationStore store;
    private final CurationContexts contexts;
    private final CurationSteps.CurationJob job;
    private final JobOperator operator;
    private final Recovery recovery;
    private final DataSource dataSource;
    private final boolean worker;
    private final Set<CurationKey> live = ConcurrentHashMap.newKeySet();
    private final Watch watch = new Watch("curations", LOOK, this::look);
    private @Nullable ExecutorService jobs;

    CurationRunner(CurationStore store, CurationContexts contexts, CurationSteps.CurationJob job,
            JobOperator operator, Recovery recovery, DataSource dataSource,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles) {
        this.store = store;
        this.contexts = contexts;
        this.job = job;
        this.operator = operator;
        this.recovery = recovery;
        this.dataSource = dataSource;
        this.worker = roles.contains("worker");
    }

    @Override
    public synchronized void start() {
        if (worker && jobs == null) {
            jobs = Executors.newFixedThreadPool(JOBS_MAX, Thread.ofPlatform().daemon().name("curation-", 0).factory());
            watch.start();
        }
    }

    @Override
    public synchronized void stop() {
        watch.stop();
        if (jobs != null) {
            jobs.shutdownNow();
            jobs = null;
        }
    }

    @Override
    public boolean isRunning() {
        return watch.isRunning();
    }

    /** Looks at once instead of at the next half second. */
    void wake() {
        watch.wake();
    }

    private void look() {
        store.due(50).forEach(this::submit);
    }

    private synchronized void submit(CurationKey key) {
        if (jobs != null && live.size() < JOBS_MAX && live.add(key)) {
            jobs.execute(() -> {
                try {
                    run(key);
                } finally {
                    contexts.forget(key);
                    live.remove(key);
                }
            });
        }
    }

    /** Takes a curation to its end, and then what it needed on the way out of the world. */
    private void run(CurationKey key) {
        try (JobLock lock = JobLock.tryTake(dataSource, "curation " + key)) {
            if (lock == null) {
                return;
            }
            if (store.find(key).filter(row -> row.state().equals("RUNNING")).isPresent()) {
                runLocked(key);
            }
            if (store.find(key).filter(row -> !row.state().equals("RUNNING")).isPresent()) {
                contexts.get(key.project(), key.key()).workspace().clear();
                store.cleared(key);
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("Curation {} could not be run now: {}", key, e.getMessage());
        }
    }

    private void runLocked(CurationKey key) {
        JobParameters parameters = new JobParametersBuilder().addString(CurationSteps.PROJECT,
                key.project().value()).addString(CurationSteps.KEY, key.key()).toJobParameters();
        try {
            if (recovery.mend(CurationSteps.JOB, parameters)) {
                log.info("Curation {} was interrupted and goes on where it stood", key);
            }
            settle(key, operator.start(job.job(), parameters));
        } catch (JobExecutionException | RuntimeException e) {
            settleFailure(key, List.of(e));
        }
    }

    private void settle(CurationKey key, JobExecution execution) {
        if (execution.getStatus() != BatchStatus.COMPLETED && !Thread.currentThread().isInterrupted()) {
            settleFailure(key, execution.getAllFailureExceptions());
        }
    }

    /** What is wrong with the inputs ends the curation; anything else is tried again. */
    private void settleFailure(CurationKey key, List<Throwable> failures) {
        for (Throwable failure : failures) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SourceChangedException changed) {
                    // what was pinned is gone: only a new plan can read what is there now
                    store.fail(key, List.of(new Problem("/sources", String.valueOf(changed.getMessage()),
                            "Build again, or start a new run, when nobody writes to it.")));
                    return;
                }
                if (cause instanceof InvalidInputException invalid) {
                    store.fail(key, invalid.problems());
                    return;
                }
            }
        }
        Throwable root = failures.isEmpty()
                ? new IllegalStateException("no reason was given")
                : root(failures.getLast());
        int attempt = store.find(key).map(CurationStore.Row::attempt).orElse(0) + 1;
        log.warn("Curation {} failed at attempt {}", key, attempt, root);
        if (attempt >= (failures.stream().anyMatch(CurationRunner::isOutside) ? ATTEMPTS_OUTSIDE_MAX : ATTEMPTS_MAX)) {
            store.fail(key, List.of(new Problem("/", "the curation failed " + attempt + " times, at last with: "
                    + root.getMessage(), "Look into the platform's log, mend the cause, and start a new run.")));
        } else {
            store.trouble(key, String.valueOf(root.getMessage()), pause(attempt));
        }
    }

    private static Duration pause(int attempt) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(attempt - 1, 10));
        return doubled.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : doubled;
    }

    private static boolean isOutside(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).anyMatch(
                cause -> cause instanceof IOException
                        || (cause instanceof PlatformException known && known.code().kind().isRetryable())
                        || (cause instanceof SQLException sql && isAway(sql)));
    }

    /** By the classes of the SQL standard's codes: connection exceptions, and PostgreSQL's words on its own shutdown. */
    private static boolean isAway(SQLException failure) {
        String code = String.valueOf(failure.getSQLState());
        return code.startsWith("08") || code.startsWith("57P");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
