package io.attune.orchestrator.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import io.attune.platform.Watch;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps this process's {@link RunWorker} at work: looks for due runs, works on several at once, renews their claims. What
 * computes has a lane of its own, so that the many short talks with providers never wait behind it.
 */
@Component
class RunDispatcher implements SmartLifecycle {
    /** How many runs one look claims at most. */
    private static final int BATCH = 100;

    /** The states whose effects take the machine's own time. */
    private static final Set<RunState> COMPUTING = EnumSet.of(RunState.CURATING, RunState.PAIRING, RunState.CHECKING,
            RunState.EVALUATING);

    private final RunWorker worker;
    private final List<Lane> lanes;
    private final Watch renewals;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean running;

    RunDispatcher(RunStore store, RunProperties settings, List<Stage> stages) {
        this.worker = new RunWorker(store, stages, UUID.randomUUID().toString(), settings.lease());
        this.lanes = List.of(new Lane("run-claims", COMPUTING, settings.parallel(), settings),
                new Lane("run-talks", EnumSet.complementOf(EnumSet.copyOf(COMPUTING)), settings.talks(), settings));
        this.renewals = new Watch("run-renewals", settings.lease().dividedBy(3), worker::renew);
    }

    @Override
    public void start() {
        running = true;
        lanes.forEach(lane -> lane.claims.start());
        renewals.start();
    }

    @Override
    public void stop() {
        running = false;
        lanes.forEach(lane -> lane.claims.stop());
        renewals.stop();
        threads.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Runs in some states, so many at once. */
    private final class Lane {
        private final Set<RunState> states;
        private final int most;
        private final Semaphore slots;
        private final Watch claims;

        Lane(String name, Set<RunState> states, int most, RunProperties settings) {
            this.states = states;
            this.most = most;
            this.slots = new Semaphore(most);
            this.claims = new Watch(name, settings.poll(), this::claimAll);
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
                    for (RunStore.Claim claim : worker.claim(states, Math.min(BATCH, free))) {
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
            lanes.forEach(Lane::wake);
        }

        /** Claims more at once as soon as half of it is idle: a look for each run alone would cost more than the run. */
        private void wake() {
            if (2 * slots.availablePermits() >= most) {
                claims.wake();
            }
        }
    }
}
