package io.attune.sandbox.trainer.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.attune.sandbox.trainer.BaseModel;
import io.attune.sandbox.trainer.BaseProgress;
import io.attune.sandbox.trainer.BaseProgress.Phase;
import io.attune.sandbox.trainer.ModelSource;
import io.attune.sandbox.trainer.TrainerConfig.Size;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainingEvent;
import io.attune.sandbox.trainer.TrainingOutcome;
import io.attune.sandbox.trainer.answer.AnswerDesk;
import io.attune.sandbox.trainer.learn.BaseTraining;
import io.attune.sandbox.trainer.learn.TrainingRun;
import io.attune.sandbox.trainer.model.WeightsFile;
import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.ChatTemplate;
import io.attune.sandbox.trainer.text.TokenizerFile;
import io.attune.sandbox.trainer.wire.Answer;
import io.attune.sandbox.trainer.wire.Call;

/**
 * Fulfils the parent's calls. Preparing the base model and trainings take turns on one thread; answers and scores have
 * another, so they are given while a training runs.
 */
public final class ChildServer {

    /** What there is once the base model is. */
    private record Ready(BaseModel base, BytePairTokenizer tokenizer, ChatTemplate template, AnswerDesk desk) {
    }

    private final Path dataFolder;
    private final Size size;
    private final int threads;
    private final BiConsumer<Long, Answer> answers;
    private final ExecutorService training = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(
            "training").factory());
    private final List<Long> watchers = new CopyOnWriteArrayList<>();
    private final Set<Long> cancelled = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Ready> ready = new CompletableFuture<>();
    private boolean started;

    /**
     * @param answers takes each answer with its call's number, from several threads
     */
    public ChildServer(Path dataFolder, Size size, int threads, BiConsumer<Long, Answer> answers) {
        this.dataFolder = dataFolder;
        this.size = size;
        this.threads = threads;
        this.answers = answers;
    }

    /** Takes a call and returns at once; calls come from one thread. */
    public void take(long number, Call call) {
        if (call instanceof Call.Prepare) {
            watchers.add(number);
        }
        if (!started) {
            started = true;
            training.execute(this::prepare);
        }
        switch (call) {
            case Call.Prepare prepare -> answerWhen(number, ready.thenApply(now -> new Answer.Base(now.base)));
            case Call.Train train -> training.execute(() -> train(number, train));
            case Call.Cancel cancel -> cancelled.add(cancel.training());
            case Call.Chat chat -> answerWhen(number,
                    ready.thenCompose(now -> now.desk.chat(chat.request())).thenApply(Answer.Answered::new));
            case Call.Score score -> answerWhen(number,
                    ready.thenCompose(now -> now.desk.score(score.request())).thenApply(Answer.Scored::new));
            case Call.Count count -> answerWhen(number,
                    ready.thenApply(now -> new Answer.Counted(now.template.write(count.messages()).length())));
        }
    }

    private void answerWhen(long number, CompletableFuture<? extends Answer> answer) {
        var _ = answer.whenComplete((value, failure) -> answers.accept(number, value != null
                ? value
                : refusal(failure)));
    }

    private void prepare() {
        try {
            progress(new BaseProgress(Phase.STARTING, 0, 1));
            NativeLibrary.load();
            progress(new BaseProgress(Phase.STARTING, 1, 1));
            BaseModel base = new BaseTraining(dataFolder.resolve("base"), size, threads).prepare(this::progress);
            BytePairTokenizer tokenizer = new BytePairTokenizer(
                    TokenizerFile.read(Files.readAllBytes(base.tokenizer())));
            ready.complete(new Ready(base, tokenizer, new ChatTemplate(tokenizer), new AnswerDesk(base, tokenizer)));
        } catch (IOException | RuntimeException e) {
            ready.completeExceptionally(e);
        }
    }

    private void progress(BaseProgress progress) {
        watchers.forEach(watcher -> answers.accept(watcher, new Answer.Progress(progress)));
    }

    private void train(long number, Call.Train call) {
        try {
            Ready now = ready.join();
            Path start = switch (call.job().start()) {
                case ModelSource.Base b -> now.base.weights();
                case ModelSource.Weights weights -> weights.file();
            };
            Function<TrainingEvent, Answer> event = Answer.Event::new;
            TrainingOutcome outcome = new TrainingRun(call.job(), WeightsFile.read(Files.readAllBytes(start)),
                    now.template, call.scratch(), e -> answers.accept(number, event.apply(e)),
                    () -> cancelled.contains(number)).run();
            answers.accept(number, new Answer.Ended(outcome));
        } catch (IOException | RuntimeException e) {
            Answer.Refused refusal = refusal(e);
            answers.accept(number, new Answer.Ended(new TrainingOutcome.Failed(refusal.kind(), refusal.message())));
        } finally {
            cancelled.remove(number);
        }
    }

    private static Answer.Refused refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return switch (cause) {
            case TrainerException e -> new Answer.Refused(e.kind(), e.message());
            case IOException e -> new Answer.Refused(TrainerException.Kind.INVALID_REQUEST, String.valueOf(
                    e.getMessage()));
            default -> {
                System.getLogger(ChildServer.class.getName()).log(System.Logger.Level.ERROR, "A call failed", cause);
                yield new Answer.Refused(TrainerException.Kind.INTERNAL, "The trainer failed: " + cause);
            }
        };
    }
}
