package io.attune.adapter.openai;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.adapter.openai.Jobs.MalformedJob;
import io.attune.adapter.openai.Transport.Answer;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.JobState;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One account at a server of the OpenAI dialect. Thread-safe. */
final class OpenAiProvider implements FineTuneProvider {
    /** The vendors state none; their lists show a job at once as far as anybody has seen. */
    private static final Duration VISIBILITY_DELAY = Duration.ofSeconds(30);
    private static final String JOBS = "fine_tuning/jobs";

    private final Transport transport;
    private final Account account;
    private final List<Object> abilities;
    private final Pages pages;
    private final Submit submit;
    private final Chat chat;

    OpenAiProvider(Transport transport, Account account, List<Object> abilities, InstantSource clock) {
        this.transport = transport;
        this.account = account;
        this.abilities = abilities;
        pages = new Pages(transport);
        submit = new Submit(transport, account, clock);
        chat = new Chat(transport);
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        return submit.once(request);
    }

    /**
     * Asks for the jobs with the key in their metadata; servers that do not know the filter answer with every job, and
     * what is not the key's is left out. Azure is not asked to filter: it does not promise to keep metadata.
     */
    @Override
    public List<ProviderJob> findByRunKey(RunKey key) {
        List<ProviderJob> found = new ArrayList<>();
        String operation = "looking for a run key";
        String filter = account.flavour() == Flavour.AZURE
                ? ""
                : Transport.encode("metadata[" + Jobs.RUN_KEY + "]") + "=" + Transport.encode(key.value());
        pages.read(operation, JOBS, filter, page -> {
            for (JsonNode entry : page) {
                if (isOurs(entry, key)) {
                    found.add(read(operation, entry, key));
                }
            }
            return true;
        });
        return found;
    }

    private boolean isOurs(JsonNode job, RunKey key) {
        return account.flavour() == Flavour.AZURE ? Jobs.isOf(job, key) : key.equals(Jobs.key(job));
    }

    @Override
    public Duration visibilityDelay() {
        return VISIBILITY_DELAY;
    }

    @Override
    public Optional<ProviderJob> poll(ProviderJobId job) {
        String operation = "reading a job";
        Answer answer = transport.ask(operation, transport.request(Jobs.path(job)).GET());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw transport.failure(answer);
        }
        return Optional.of(read(operation, answer.body(), null));
    }

    @Override
    public void cancel(ProviderJobId job) {
        Answer answer = transport.ask("cancelling a job",
                transport.request(Jobs.path(job) + "/cancel").POST(BodyPublishers.noBody()));
        if (!answer.isSuccess() && !hasEnded(job, answer)) {
            throw transport.failure(answer);
        }
    }

    private boolean hasEnded(ProviderJobId job, Answer refusal) {
        if (refusal.status() != 400 && refusal.status() != 409) {
            return false;
        }
        JobState state = poll(job).map(ProviderJob::state).orElse(null);
        return state != null && state.isTerminal();
    }

    @Override
    public ChatAnswer chat(ChatRequest request) {
        return chat.answer(request);
    }

    @Override
    public <A> Optional<A> ability(Class<A> ability) {
        return abilities.stream().filter(ability::isInstance).map(ability::cast).findFirst();
    }

    private ProviderJob read(String operation, JsonNode job, @Nullable RunKey expected) {
        try {
            return Jobs.read(job, expected);
        } catch (MalformedJob e) {
            throw transport.malformed(operation, String.valueOf(e.getMessage()));
        }
    }
}
