package io.attune.orchestrator.testing;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.Inventory;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;

/** A vendor where things lie, and nothing else happens. It keeps jobs for good, and does not give up what is stuck. */
public final class Shelf implements FineTuneProvider, Inventory, ProviderFactory {
    private final List<Item> items = new CopyOnWriteArrayList<>();

    public void put(Item item) {
        items.add(item);
    }

    @Override
    public List<Item> list(Kind kind) {
        return items.stream().filter(item -> item.kind() == kind).toList();
    }

    @Override
    public Set<Kind> deletable() {
        return Set.of(Kind.FILE, Kind.MODEL, Kind.ENDPOINT);
    }

    @Override
    public void delete(Kind kind, String id) {
        if (id.contains("stuck")) {
            throw new ProviderException(ProviderException.REFUSED, "It is in use", "Stop what uses it.");
        }
        items.removeIf(item -> item.kind() == kind && item.id().equals(id));
    }

    @Override
    public String dialect() {
        return "shelf";
    }

    @Override
    public FineTuneProvider connect(ConnectionSettings settings, HttpClient http, InstantSource clock) {
        return this;
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        throw nothingHappens();
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
        throw nothingHappens();
    }

    @Override
    public ChatAnswer chat(ChatRequest request) {
        throw nothingHappens();
    }

    private static IllegalStateException nothingHappens() {
        return new IllegalStateException("nothing happens on a shelf");
    }
}
