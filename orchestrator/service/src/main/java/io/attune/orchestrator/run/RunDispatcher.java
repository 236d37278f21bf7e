package io.attune.orchestrator.run;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import io.attune.platform.Watch;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Keeps this process's {@link RunWorker} at work: looks for due runs, works on several at once, renews their claims. */
@Component
class RunDispatcher implements SmartLifecycle {
    /** How many runs one look claims at most. */
    private static final int BATCH = 100;

    private final RunWorker worker;
    private final Semaphore slots;
    private final Watch claims;
    private final Watch renewals;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    RunDispatcher(RunStore store, RunProperties settings, List<Stage> stages) {
        this.worker = new RunWorker(store, stages, UUID.randomUUID().toString(), settings.lease());
        this.slots = new Semaphore(settings.parallel());
        this.claims = new Watch("run-claims", settings.poll(), this::claimAll);
        this.renewals = new Watch("run-renewals", settings.lease().dividedBy(3), worker::renew);
    }

    @Override
    public void start() {
        running = true;
        claims.start();
        renewals.start();
    }

    @Override
    public void stop() {
        running = false;
        claims.stop();
        renewals.stop();
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void claimAll() {
        int taken = BATCH;
        while (running && taken == BATCH) {
            taken = claimSome();
        }
    }

    private int claimSome() {
        int free = slots.drainPermits();
        int taken = 0;
        try {
            if (free > 0) {
                for (RunStore.Claim claim : worker.claim(Math.min(BATCH, free))) {
                    threads.execute(() -> work(claim));
                    taken++;
                }
            }
            return taken;
        } finally {
            slots.release(free - taken);
        }
    }

    private void work(RunStore.Claim claim) {
        try {
            worker.work(claim);
        } finally {
            slots.release();
        }
        claims.wake();
    }
}
