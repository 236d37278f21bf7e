package io.attune.sandbox.trainer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.wire.Answer;
import io.attune.sandbox.trainer.wire.Call;
import org.jspecify.annotations.Nullable;

/** A trainer whose work is done by a child process, which is started when it is needed and again when it was lost. */
final class ProcessTrainer implements Trainer {

    private final TrainerConfig config;
    private final ScratchFolders scratch;
    private @Nullable ChildProcess child;
    private boolean closed;

    ProcessTrainer(TrainerConfig config) {
        this.config = config;
        this.scratch = new ScratchFolders(config.dataFolder().resolve("scratch"));
    }

    @Override
    public CompletableFuture<BaseModel> base(Consumer<BaseProgress> progress) {
        return ask(new Call.Prepare(), Answer.Base.class, progress).thenApply(Answer.Base::model);
    }

    @Override
    public TrainingHandle train(TrainingJob job, TrainingListener listener) {
        RunningTraining training = new RunningTraining(listener, scratch.create());
        try {
            ChildProcess process = child();
            training.submittedTo(process, process.call(new Call.Train(job, training.folder()), training::hear));
        } catch (TrainerException e) {
            training.hear(new Answer.Refused(e.kind(), e.message()));
        }
        return training;
    }

    @Override
    public CompletableFuture<Completion> chat(ChatRequest request) {
        return ask(new Call.Chat(request), Answer.Answered.class, p -> {
        }).thenApply(Answer.Answered::completion);
    }

    @Override
    public CompletableFuture<Score> score(ScoreRequest request) {
        return ask(new Call.Score(request), Answer.Scored.class, p -> {
        }).thenApply(Answer.Scored::score);
    }

    @Override
    public CompletableFuture<Integer> countTokens(List<ChatMessage> messages) {
        return ask(new Call.Count(List.copyOf(messages)), Answer.Counted.class, p -> {
        }).thenApply(Answer.Counted::tokens);
    }

    private <T extends Answer.Last> CompletableFuture<T> ask(Call call, Class<T> expected,
            Consumer<BaseProgress> progress) {
        CompletableFuture<T> future = new CompletableFuture<>();
        try {
            InOrder callers = new InOrder();
            child().call(call, answer -> callers.run(() -> settle(future, answer, expected, progress)));
        } catch (TrainerException e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    private static <T extends Answer.Last> void settle(CompletableFuture<T> future, Answer answer, Class<T> expected,
            Consumer<BaseProgress> progress) {
        switch (answer) {
            case Answer.Progress step -> progress.accept(step.progress());
            case Answer.Refused refused ->
                future.completeExceptionally(new TrainerException(refused.kind(), refused.message()));
            default -> future.complete(expected.cast(answer));
        }
    }

    private synchronized ChildProcess child() {
        if (closed) {
            throw new TrainerException(Kind.CLOSED, "The trainer was closed");
        }
        ChildProcess known = child;
        if (known != null && known.isAlive()) {
            return known;
        }
        ChildProcess started = ChildProcess.start(config);
        child = started;
        return started;
    }

    /** The child's process number, for tests that kill it. */
    synchronized long childPid() {
        return child().pid();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (child != null) {
            child.close();
        }
    }
}
