package io.attune.orchestrator.stage;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.Deploys;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;

/** A provider whose endpoints stand until they are taken down. What happens around each call is the test's. */
final class HostingProvider implements FineTuneProvider, Deploys, ProviderFactory {
    final Map<String, State> standing = new TreeMap<>();
    /** Called before and after each effect. */
    Runnable around = () -> {
    };
    State made = State.ACTIVE;

    Connections connections(InstantSource clock) {
        return new Connections(List.of(new ConnectionSettings("trainer", "hosting", URI.create(
                "https://vendor.example/v1"), () -> "", Duration.ofSeconds(10))), List.of(this), clock);
    }

    @Override
    public Deployment deploy(Request request) {
        around.run();
        standing.putIfAbsent(request.name(), made);
        around.run();
        return deployment(request.name());
    }

    @Override
    public void undeploy(String name) {
        around.run();
        standing.remove(name);
        around.run();
    }

    @Override
    public List<Deployment> deployments() {
        around.run();
        return standing.keySet().stream().map(this::deployment).toList();
    }

    private Deployment deployment(String name) {
        State state = standing.getOrDefault(name, State.CREATING);
        return new Deployment(name, null, new ProviderModelId(name), state, state.name(), null);
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        throw new IllegalStateException("nobody trains here");
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
        return Optional.empty();
    }

    @Override
    public void cancel(ProviderJobId job) {
        throw new IllegalStateException("nobody trains here");
    }

    @Override
    public ChatAnswer chat(ChatRequest request) {
        throw new IllegalStateException("nobody asks here");
    }

    @Override
    public String dialect() {
        return "hosting";
    }

    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        return this;
    }
}
