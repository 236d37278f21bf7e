package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.util.Optional;

import io.attune.orchestrator.run.RunProperties;
import io.attune.platform.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks for evaluations that no run carries and works on one at a time, a few seconds each in turn. */
@Component
class StandaloneDispatcher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(StandaloneDispatcher.class);
    /** Longer than any call of an arm may take; whoever was killed is followed after it. */
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration AFTER_DEFECT = Duration.ofMinutes(1);

    private final StandaloneStore rows;
    private final StandaloneWork work;
    private final Watch watch;

    StandaloneDispatcher(StandaloneStore rows, StandaloneWork work, RunProperties settings) {
        this.rows = rows;
        this.work = work;
        this.watch = new Watch("evaluation-claims", settings.poll(), this::look);
    }

    private void look() {
        Optional<StandaloneStore.Row> claimed = rows.claim(LEASE);
        while (claimed.isPresent() && watch.isRunning()) {
            work(claimed.get());
            claimed = rows.claim(LEASE);
        }
    }

    private void work(StandaloneStore.Row row) {
        try {
            work.work(row);
        } catch (RuntimeException e) {
            log.error("Evaluation {} could not be worked on", row.id(), e);
            rows.putOff(row, AFTER_DEFECT, new StandaloneStore.Trouble("internal", "The platform failed: "
                    + e.getClass().getSimpleName(), "Look into the platform's log."));
        }
    }

    @Override
    public void start() {
        watch.start();
    }

    @Override
    public void stop() {
        watch.stop();
    }

    @Override
    public boolean isRunning() {
        return watch.isRunning();
    }
}
