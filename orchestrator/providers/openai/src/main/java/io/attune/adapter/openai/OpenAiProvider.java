package io.attune.adapter.openai;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import io.attune.adapter.openai.Jobs.MalformedJob;
import io.attune.adapter.openai.Transport.Answer;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.JobState;
import io.attune.provider.MetricPoint;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TokenCounting;
import io.attune.provider.TokenScoring;
import io.attune.provider.TrainingCheckpoint;
import io.attune.provider.TrainingFile;
import io.attune.provider.TrainingProgress;
import tools.jackson.databind.JsonNode;

/** One account at a server of the OpenAI dialect. Thread-safe. */
final class OpenAiProvider implements FineTuneProvider, FileUpload, TrainingProgress, TokenScoring, TokenCounting {
    /** The vendor states none; its lists show a job at once as far as anybody has seen. */
    private static final Duration VISIBILITY_DELAY = Duration.ofSeconds(30);
    private static final String JOBS = "fine_tuning/jobs";

    private final Transport transport;
    private final Pages pages;
    private final Submit submit;
    private final Upload upload;
    private final Uploaded uploaded;
    private final Progress progress;
    private final Chat chat;

    OpenAiProvider(Transport transport, InstantSource clock) {
        this.transport = transport;
        pages = new Pages(transport);
        submit = new Submit(transport, clock);
        upload = new Upload(transport);
        uploaded = new Uploaded(pages);
        progress = new Progress(pages);
        chat = new Chat(transport);
    }

    @Override
    public SubmitOutcome submit(SubmitRequest request) {
        return submit.once(request);
    }

    /** Servers that do not know the filter answer with every job; what is not ours is left out. */
    @Override
    public List<ProviderJob> findByRunKey(RunKey key) {
        List<ProviderJob> found = new ArrayList<>();
        String operation = "looking for a run key";
        pages.read(operation, JOBS, Transport.encode("metadata[" + Jobs.RUN_KEY + "]") + "="
                + Transport.encode(key.value()), page -> {
                    for (JsonNode entry : page) {
                        ProviderJob job = read(operation, entry);
                        if (key.equals(job.key())) {
                            found.add(job);
                        }
                    }
                    return true;
                });
        return found;
    }

    @Override
    public Duration visibilityDelay() {
        return VISIBILITY_DELAY;
    }

    @Override
    public Optional<ProviderJob> poll(ProviderJobId job) {
        String operation = "reading a job";
        Answer answer = transport.ask(operation, transport.request(path(job)).GET());
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (!answer.isSuccess()) {
            throw transport.failure(answer);
        }
        return Optional.of(read(operation, answer.body()));
    }

    @Override
    public void cancel(ProviderJobId job) {
        Answer answer = transport.ask("cancelling a job",
                transport.request(path(job) + "/cancel").POST(BodyPublishers.noBody()));
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
    public ProviderFileId upload(TrainingFile file) {
        return upload.send(file);
    }

    @Override
    public Optional<ProviderFileId> find(TrainingFile file) {
        return uploaded.find(file);
    }

    @Override
    public void deleteFile(ProviderFileId file) {
        Answer answer = transport.ask("deleting a file",
                transport.request("files/" + Transport.encode(file.value())).DELETE());
        if (!answer.isSuccess() && answer.status() != 404) {
            throw transport.failure(answer);
        }
    }

    @Override
    public List<MetricPoint> metrics(ProviderJobId job, int afterStep) {
        return progress.metrics(job, afterStep);
    }

    @Override
    public List<TrainingCheckpoint> checkpoints(ProviderJobId job) {
        return progress.checkpoints(job);
    }

    @Override
    public TokenScore score(ProviderModelId model, List<ChatMessage> prompt, String answer) {
        return chat.score(model, prompt, answer);
    }

    @Override
    public OptionalLong countTokens(ProviderModelId model, List<ChatMessage> messages) {
        return chat.count(model, messages, false);
    }

    private ProviderJob read(String operation, JsonNode job) {
        try {
            return Jobs.read(job);
        } catch (MalformedJob e) {
            throw transport.malformed(operation, String.valueOf(e.getMessage()));
        }
    }

    private static String path(ProviderJobId job) {
        return JOBS + "/" + Transport.encode(job.value());
    }
}
