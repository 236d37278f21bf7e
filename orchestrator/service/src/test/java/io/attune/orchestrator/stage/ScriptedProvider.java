package io.attune.orchestrator.stage;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;

/** A provider that keeps its jobs in memory and answers a create as the test says, after it took the job or before. */
final class ScriptedProvider implements FineTuneProvider, ProviderFactory {
    final List<SubmitRequest> submitted = new ArrayList<>();
    final List<ProviderJob> jobs = new ArrayList<>();
    Function<SubmitRequest, SubmitOutcome> onSubmit = this::take;
    Duration visibilityDelay = Duration.ofSeconds(5);

    SubmitOutcome take(SubmitRequest request) {
        ProviderJob job = new ProviderJob(new ProviderJobId("job-" + jobs.size()), request.key(), JobState.QUEUED,
                null, "queued", null, null, null, Instant.EPOCH.plusSeconds(jobs.size()), null, null);
        jobs.add(job);
        return new SubmitOutcome.Accepted(job);
    }

    Connections connections(InstantSource clock) {
        return new Connections(List.of(new ConnectionSettings("trainer", "scripted", URI.create("http://127.0.0.1:9"),
                () -> "", Duration.ofSeconds(10))), List.of(this), clock);
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        submitted.add(request);
        return onSubmit.apply(request);
    }

    @Override
    public List<ProviderJob> findByRunKey(RunKey key) {
        return jobs.stream().filter(job -> key.equals(job.key())).toList();
    }

    @Override
    public Duration visibilityDelay() {
        return visibilityDelay;
    }

    @Override
    public Optional<ProviderJob> poll(ProviderJobId job) {
        return jobs.stream().filter(j -> j.id().equals(job)).findFirst();
    }

    @Override
    public void cancel(ProviderJobId job) {
        jobs.removeIf(j -> j.id().equals(job));
    }

    @Override
    public ChatAnswer chat(ChatRequest request) {
        throw new IllegalStateException("nobody asks here");
    }

    @Override
    public String dialect() {
        return "scripted";
    }

    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        return this;
    }
}
