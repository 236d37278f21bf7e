package io.attune.orchestrator.stage;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.JobState;
import io.attune.provider.PauseResume;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainerChoice;
import io.attune.provider.UsageMetering;
import org.jspecify.annotations.Nullable;

/** A provider with one job, whose hours the test sets and which it can pause where the test lets it. */
final class MeteringProvider implements FineTuneProvider, UsageMetering, PauseResume, ProviderFactory {
    static final ProviderJobId JOB = new ProviderJobId("job-1");

    final List<String> asked = new ArrayList<>();
    JobState state = JobState.RUNNING;
    String hours = "0";
    boolean pauses = true;
    int readings;

    Connections connections(InstantSource clock) {
        return new Connections(List.of(new ConnectionSettings("trainer", "metering", URI.create("http://127.0.0.1:9"),
                () -> "", Duration.ofSeconds(10))), List.of(this), clock);
    }

    @Override
    public <A> Optional<A> ability(Class<A> ability) {
        return ability == PauseResume.class && !pauses
                ? Optional.empty()
                : FineTuneProvider.super.ability(ability);
    }

    @Override
    public Optional<Usage> usage(ProviderJobId job) {
        readings++;
        return Optional.of(new Usage(new BigDecimal(hours), "gpu-hours", Instant.EPOCH, null));
    }

    @Override
    public Optional<Bound> atMost(@Nullable TrainerChoice trainer) {
        return Optional.of(new Bound(BigDecimal.TEN, "gpu-hours", 1));
    }

    @Override
    public void pause(ProviderJobId job) {
        asked.add("pause");
        state = JobState.PAUSED;
    }

    @Override
    public void resume(ProviderJobId job) {
        asked.add("resume");
        state = JobState.RUNNING;
    }

    @Override
    public void cancel(ProviderJobId job) {
        asked.add("cancel");
        state = JobState.CANCELLED;
    }

    @Override
    public Optional<ProviderJob> poll(ProviderJobId job) {
        return Optional.of(new ProviderJob(JOB, null, state, null, state.name(), null, null, null, Instant.EPOCH, null,
                null));
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        throw new IllegalStateException("the job is there");
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
    public ChatAnswer chat(ChatRequest request) {
        throw new IllegalStateException("nobody asks here");
    }

    @Override
    public String dialect() {
        return "metering";
    }

    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        return this;
    }
}
