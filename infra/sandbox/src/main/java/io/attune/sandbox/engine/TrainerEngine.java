package io.attune.sandbox.engine;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.attune.provider.testkit.openai.Engine;
import io.attune.provider.testkit.openai.EngineException;
import io.attune.sandbox.objects.Bucket;
import io.attune.sandbox.trainer.BaseModel;
import io.attune.sandbox.trainer.BaseProgress;
import io.attune.sandbox.trainer.ChatMessage;
import io.attune.sandbox.trainer.ChatRequest;
import io.attune.sandbox.trainer.ModelSource;
import io.attune.sandbox.trainer.Sampling;
import io.attune.sandbox.trainer.Score;
import io.attune.sandbox.trainer.ScoreRequest;
import io.attune.sandbox.trainer.Trainer;
import io.attune.sandbox.trainer.TrainerException;
import org.jspecify.annotations.Nullable;

/** A real trainer behind the OpenAI dialect, with one base model. Thread-safe. */
public final class TrainerEngine implements Engine {
    /** The base model's name. */
    public static final String BASE_MODEL = "attune-mini";

    private static final int PREPARATIONS_MAX = 3;

    private final Trainer trainer;
    private final WeightStore weights;
    private final RandomGenerator random;
    private final CompletableFuture<BaseModel> base;
    private volatile BaseProgress progress = new BaseProgress(BaseProgress.Phase.STARTING, 0, 0);
    private volatile @Nullable Integer openingTokens;

    /**
     * Begins to prepare the base model at once.
     *
     * @param weightBucket where tuned models' weights are kept
     * @param cache where copies of them lie for use
     * @param random for answers whose caller gave no seed
     * @param onProgress hears how far the base model is
     */
    public TrainerEngine(Trainer trainer, Bucket weightBucket, Path cache, RandomGenerator random,
            Consumer<BaseProgress> onProgress) {
        this.trainer = trainer;
        this.weights = new WeightStore(weightBucket, cache);
        this.random = random;
        this.base = prepare(onProgress, PREPARATIONS_MAX);
    }

    /** A preparation whose process was lost begins again, and comes to the same model. */
    private CompletableFuture<BaseModel> prepare(Consumer<BaseProgress> onProgress, int timesMax) {
        return trainer.base(seen -> {
            progress = seen;
            onProgress.accept(seen);
        }).exceptionallyCompose(failure -> timesMax > 1 && cause(failure) instanceof TrainerException e
                && e.kind() == TrainerException.Kind.PROCESS_LOST
                        ? prepare(onProgress, timesMax - 1)
                        : CompletableFuture.failedFuture(failure));
    }

    /** Completes when the base model can be used, or fails with a {@link TrainerException}. */
    public CompletableFuture<BaseModel> ready() {
        return base.copy();
    }

    @Override
    public List<Engine.BaseModelStatus> baseModels() {
        Map<String, Object> status = new LinkedHashMap<>();
        Map<String, Object> facts = new LinkedHashMap<>();
        String state = "preparing";
        if (base.isCompletedExceptionally()) {
            state = "failed";
            status.put("message", String.valueOf(cause(base.exceptionNow()).getMessage()));
        } else if (base.isDone()) {
            state = "ready";
            BaseModel model = base.resultNow();
            facts.put("context_length", model.contextLength());
            facts.put("parameters", model.parameterCount());
            facts.put("vocabulary_size", model.vocabularySize());
            facts.put("digest", model.digest().toString());
        }
        BaseProgress seen = progress;
        status.put("phase", seen.phase().name().toLowerCase(Locale.ROOT));
        status.put("done", seen.done());
        status.put("total", seen.total());
        return List.of(new Engine.BaseModelStatus(BASE_MODEL, state, status, facts));
    }

    @Override
    public Set<String> methods() {
        return Set.of("supervised");
    }

    @Override
    public Training train(TrainingTask task, Listener listener) {
        return new TrainerTraining(trainer, weights, task, source(task.start()), listener).begin();
    }

    @Override
    public Completion chat(ChatCall call) {
        Long seed = call.seed();
        Sampling sampling = new Sampling(call.temperature(), call.topP(), seed == null ? random.nextLong() : seed,
                call.maxTokens(), call.stop());
        io.attune.sandbox.trainer.Completion answer = await(trainer.chat(new ChatRequest(source(call.model()), messages(
                call.messages()), sampling)));
        return new Completion(answer.text(), answer.finish().name().toLowerCase(Locale.ROOT), answer.promptTokens(),
                answer.completionTokens());
    }

    @Override
    public List<ScoredToken> score(Model model, List<Turn> conversation) {
        Score score = await(trainer.score(new ScoreRequest(source(model), messages(conversation))));
        return score.tokens().stream().map(
                token -> new ScoredToken(token.id(), token.text(), token.logprob(), token.rank())).toList();
    }

    @Override
    public int countTokens(Model model, List<Turn> conversation, boolean opening) {
        int count = await(trainer.countTokens(messages(conversation)));
        return opening ? count + openingTokens() : count;
    }

    /** What the template puts before an answer, measured once: where an answer begins, less the prompt before it. */
    private int openingTokens() {
        Integer known = openingTokens;
        if (known == null) {
            List<ChatMessage> prompt = List.of(ChatMessage.user("a"));
            List<ChatMessage> whole = List.of(ChatMessage.user("a"), ChatMessage.assistant("b"));
            known = await(trainer.score(new ScoreRequest(ModelSource.base(), whole))).answerStart()
                    - await(trainer.countTokens(prompt));
            openingTokens = known;
        }
        return known;
    }

    @Override
    public void discard(String name) {
        weights.delete(name);
    }

    @Override
    public void close() {
        trainer.close();
    }

    private ModelSource source(Model model) {
        String name = model.weights();
        return name == null ? ModelSource.base() : ModelSource.weights(name, weights.weights(name));
    }

    private static List<ChatMessage> messages(List<Turn> turns) {
        return turns.stream().map(turn -> switch (turn.role()) {
            case "system" -> ChatMessage.system(turn.content());
            case "assistant" -> ChatMessage.assistant(turn.content());
            default -> ChatMessage.user(turn.content());
        }).toList();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw translate(cause(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(EngineException.Kind.UNAVAILABLE, "interrupted", "The server stops.");
        }
    }

    static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean wrapped = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        return wrapped && cause != null ? cause(cause) : thrown;
    }

    private static EngineException translate(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        if (!(cause instanceof TrainerException failure)) {
            return new EngineException(EngineException.Kind.FAILED, "internal", message);
        }
        return switch (failure.kind()) {
            case INVALID_REQUEST -> new EngineException(EngineException.Kind.INVALID, "invalid_request", message);
            case PLATFORM_UNSUPPORTED ->
                new EngineException(EngineException.Kind.INVALID, "platform_unsupported", message);
            case PROCESS_LOST, CLOSED ->
                new EngineException(EngineException.Kind.UNAVAILABLE, "trainer_restarting", message);
            case INTERNAL -> new EngineException(EngineException.Kind.FAILED, "internal", message);
        };
    }
}
