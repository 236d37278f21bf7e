package io.attune.dataset.withdraw;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.attune.dataset.withdraw.WithdrawalStore.Row;
import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes up what is due on a node whose role is worker: withdrawals that were just ordered, and those whose process died.
 * What goes wrong is logged by its kind alone, for an exception's words may hold what is being destroyed.
 */
@Component
class WithdrawalRunner implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WithdrawalRunner.class);
    private static final long LOOK_MILLIS = 1000;
    private static final int PAUSE_SECONDS_MAX = 300;

    private final WithdrawalStore store;
    private final Withdrawals withdrawals;
    private final boolean worker;
    private @Nullable ScheduledExecutorService watch;

    WithdrawalRunner(WithdrawalStore store, Withdrawals withdrawals,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles) {
        this.store = store;
        this.withdrawals = withdrawals;
        this.worker = roles.contains("worker");
    }

    @Override
    public synchronized void start() {
        if (worker && watch == null) {
            watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(
                    "withdrawals").factory());
            var _ = watch.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (watch != null) {
            watch.shutdownNow();
            watch = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }

    /** Looks at once instead of at the next second. */
    synchronized void wake() {
        if (watch != null) {
            try {
                watch.execute(this::look);
            } catch (RejectedExecutionException e) {
                log.debug("The platform is stopping; the withdrawal waits for the next start");
            }
        }
    }

    private void look() {
        try {
            store.due().forEach(this::advance);
        } catch (RuntimeException e) {
            // a timer never repeats what has thrown
            log.warn("Withdrawals could not be looked up: {}", kind(e));
        }
    }

    private void advance(Row row) {
        try {
            if (withdrawals.advance(row) == Withdrawals.Progress.FINISHED) {
                log.info("Withdrawal {} is done", row.id());
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("Withdrawal {} failed at attempt {}: {}", row.id(), row.attempt() + 1, kind(e));
            store.again(row, kind(e), Duration.ofSeconds(Math.min(PAUSE_SECONDS_MAX, 1L << Math.min(row.attempt(),
                    8))));
        }
    }

    private static String kind(Exception e) {
        return e instanceof PlatformException known ? known.code().value() : e.getClass().getSimpleName();
    }
}
