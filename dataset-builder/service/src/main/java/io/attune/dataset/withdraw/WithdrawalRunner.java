package io.attune.dataset.withdraw;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

import io.attune.dataset.withdraw.WithdrawalStore.Row;
import io.attune.kernel.PlatformException;
import io.attune.platform.Watch;
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
    private static final int PAUSE_SECONDS_MAX = 300;

    private final WithdrawalStore store;
    private final Withdrawals withdrawals;
    private final boolean worker;
    private final Watch watch = new Watch("withdrawals", Duration.ofSeconds(1), this::look);

    WithdrawalRunner(WithdrawalStore store, Withdrawals withdrawals,
            @Value("${attune.node-roles:control,worker,retrieval}") Set<String> roles) {
        this.store = store;
        this.withdrawals = withdrawals;
        this.worker = roles.contains("worker");
    }

    @Override
    public void start() {
        if (worker) {
            watch.start();
        }
    }

    @Override
    public void stop() {
        watch.stop();
    }

    @Override
    public boolean isRunning() {
        return watch.isRunning();
    }

    /** Looks at once instead of at the next second. */
    void wake() {
        watch.wake();
    }

    private void look() {
        store.due().forEach(this::advance);
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
