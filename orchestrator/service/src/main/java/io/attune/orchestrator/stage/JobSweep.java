package io.attune.orchestrator.stage;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.orchestrator.run.RunProperties;
import io.attune.orchestrator.run.RunStore;
import io.attune.platform.Watch;
import io.attune.provider.Connections;
import io.attune.provider.JobListing;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the states of all jobs watched at a connection from its list, a hundred a request, where they are too many to be read
 * one by one in time. A job whose state has changed is looked at by itself at once. Of several nodes one does it at a time.
 */
@Component
class JobSweep implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(JobSweep.class);
    private static final int PAGE = 100;
    /** Lists hold jobs of others too, and old ones; looked through are these pages and twice as many as ours would fill. */
    private static final int PAGES_MORE = 20;

    private final RunStore store;
    private final Connections connections;
    private final RunProperties settings;
    private final Watch watch;

    JobSweep(RunStore store, Connections connections, RunProperties settings) {
        this.store = store;
        this.connections = connections;
        this.settings = settings;
        this.watch = new Watch("job-sweep", settings.sweep().dividedBy(4), this::sweep);
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

    void sweep() {
        store.watched(settings.sweep()).forEach((connection, watched) -> {
            if (store.takeSweep(connection, settings.sweep())) {
                listing(connection).ifPresent(list -> read(connection, list, watched));
            }
        });
    }

    private Optional<JobListing> listing(String connection) {
        try {
            return connections.provider(connection).ability(JobListing.class);
        } catch (PlatformException e) {
            log.debug("Jobs watched at {} cannot be listed: {}", connection, e.message());
            return Optional.empty();
        }
    }

    private void read(String connection, JobListing list, int watched) {
        ProviderJobId last = null;
        int found = 0;
        for (int i = 0; i < PAGES_MORE + 2 * watched / PAGE && found < watched; i++) {
            JobListing.Page page = list.newestJobs(PAGE, last);
            found += store.seen(connection, page.jobs().stream().map(ProviderJob::id).toList(),
                    page.jobs().stream().map(ProviderJob::rawState).toList());
            last = lastOf(page.jobs());
            if (!page.more() || last == null) {
                break;
            }
        }
        if (found < watched) {
            log.debug("{} of {} jobs watched at {} stand in its list", found, watched, connection);
        }
    }

    private static @Nullable ProviderJobId lastOf(List<ProviderJob> jobs) {
        return jobs.isEmpty() ? null : jobs.getLast().id();
    }
}
