package io.attune.orchestrator.evaluation;

import java.time.Duration;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.Datasets;
import io.attune.platform.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Sees to it that evaluations do not keep the questions of dataset versions that were withdrawn. */
@Component
class Forgetting implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Forgetting.class);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final SourceStore sources;
    private final Datasets datasets;
    private final Watch watch;

    Forgetting(SourceStore sources, Datasets datasets) {
        this.sources = sources;
        this.datasets = datasets;
        this.watch = new Watch("withdrawn-questions", EVERY, this::look);
    }

    /** Looks once. */
    void look() {
        for (SourceStore.Source source : sources.kept()) {
            boolean withdrawn = datasets.find(source.project(), source.dataset(), Integer.toString(
                    source.version())).map(DatasetVersion::withdrawn).isPresent();
            if (withdrawn) {
                sources.forget(source);
                log.info("Forgot what evaluations kept of {}@{}", source.dataset(), source.version());
            }
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
