package io.attune.retrieval;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import io.attune.kernel.TokenCount;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;

/** A model that says what the test tells it to; {@code DOWN} does not answer. */
final class ScriptedModel implements ProviderFactory, FineTuneProvider {
    static final String DIALECT = "scripted";
    static final String DOWN = "down";

    private final AtomicReference<UnaryOperator<String>> script = new AtomicReference<>(prompt -> "It depends.");
    private final AtomicReference<String> lastPrompt = new AtomicReference<>("");

    void says(String words) {
        script.set(prompt -> words);
    }

    String lastPrompt() {
        return lastPrompt.get();
    }

    @Override
    public String dialect() {
        return DIALECT;
    }

    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        return this;
    }

    @Override
    public ChatAnswer chat(ChatRequest request) {
        if (request.model().value().equals(DOWN)) {
            throw new ProviderException(ProviderException.UNREACHABLE, "Nothing answers", "Try again.");
        }
        String prompt = request.messages().getLast().content();
        lastPrompt.set(prompt);
        return new ChatAnswer(script.get().apply(prompt), "stop", new TokenCount(11), new TokenCount(7));
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        throw new UnsupportedOperationException("This model is not tuned");
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
    public void cancel(ProviderJobId job) {}
}
