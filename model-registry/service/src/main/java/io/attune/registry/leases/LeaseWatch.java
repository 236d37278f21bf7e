package io.attune.registry.leases;

import java.time.Duration;

import io.attune.platform.Watch;
import io.attune.registry.EndpointCloser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Lets the janitor sweep while the process runs, where anybody can take endpoints down. */
@Component
class LeaseWatch implements SmartLifecycle {
    private final Watch sweeps;
    private final boolean wanted;
    private volatile boolean running;

    LeaseWatch(LeaseJanitor janitor, ObjectProvider<EndpointCloser> closers,
            @Value("${attune.ledger.lease-sweep:15s}") Duration every) {
        this.sweeps = new Watch("lease-sweeps", every, janitor::sweep);
        this.wanted = closers.stream().findAny().isPresent();
    }

    @Override
    public void start() {
        running = true;
        if (wanted) {
            sweeps.start();
        }
    }

    @Override
    public void stop() {
        running = false;
        if (wanted) {
            sweeps.stop();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
