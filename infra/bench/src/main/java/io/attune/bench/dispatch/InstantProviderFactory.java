package io.attune.bench.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.JobListing;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import org.jspecify.annotations.Nullable;

/** A vendor that takes every job at once without being asked over a network, so that dispatch alone is measured. */
public final class InstantProviderFactory implements ProviderFactory {
    static final String DIALECT = "instant";

    @Override
    public String dialect() {
        return DIALECT;
    }

    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        return new Instantly(clock);
    }

    /** Writes this class for another process's class path, with its entry for the service loader. */
    static Path writeClasses(Path folder) throws IOException {
        for (Class<?> type : List.of(InstantProviderFactory.class, Instantly.class)) {
            String file = type.getName().replace('.', '/') + ".class";
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            try (InputStream in = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(file))) {
                Files.copy(in, target);
            }
        }
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ProviderFactory.class.getName()), InstantProviderFactory.class.getName());
        return folder;
    }

    /** Lists nothing, so that nothing is read by itself often either. */
    private record Instantly(InstantSource clock) implements FineTuneProvider, JobListing {
        @Override
        public SubmitOutcome submit(SubmitRequest request) {
            return new SubmitOutcome.Accepted(job(new ProviderJobId("job-" + request.key().value()), clock.instant()));
        }

        @Override
        public List<ProviderJob> findByRunKey(RunKey key) {
            return List.of();
        }

        @Override
        public Duration visibilityDelay() {
            return Duration.ZERO;
        }

        @Override
        public Optional<ProviderJob> poll(ProviderJobId job) {
            return Optional.of(job(job, clock.instant()));
        }

        private static ProviderJob job(ProviderJobId id, Instant createdAt) {
            return new ProviderJob(id, null, JobState.RUNNING, null, "running", null, null, null, createdAt, null,
                    null);
        }

        @Override
        public void cancel(ProviderJobId job) {
            throw new UnsupportedOperationException("no job is cancelled here");
        }

        @Override
        public ChatAnswer chat(ChatRequest request) {
            throw new UnsupportedOperationException("no model answers here");
        }

        @Override
        public Page newestJobs(int limit, @Nullable ProviderJobId after) {
            return new Page(List.of(), false);
        }
    }
}
