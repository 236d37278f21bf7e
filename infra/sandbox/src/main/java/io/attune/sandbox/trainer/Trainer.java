package io.attune.sandbox.trainer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A small transformer that is really trained and really answers, in a child process of its own. Safe for use from many
 * threads.
 *
 * <p>
 * Futures fail with a {@link TrainerException}. If the child dies, all that was under way fails with
 * {@link TrainerException.Kind#PROCESS_LOST} and the next call starts a new child.
 */
public interface Trainer extends AutoCloseable {

    /** Makes a trainer. Its child process starts with the first call. */
    static Trainer create(TrainerConfig config) {
        return new ProcessTrainer(config);
    }

    /**
     * Prepares the base model, or finds it in the cache, and completes when it is ready. Calling it again is cheap. All
     * other calls wait for it by themselves.
     *
     * @param progress hears of the progress, on a thread of the trainer
     */
    CompletableFuture<BaseModel> base(Consumer<BaseProgress> progress);

    /** Queues a training. */
    TrainingHandle train(TrainingJob job, TrainingListener listener);

    /** Answers a conversation. Requests made at the same time for the same model are computed together. */
    CompletableFuture<Completion> chat(ChatRequest request);

    /** Scores each token of a conversation. Requests made at the same time for the same model are computed together. */
    CompletableFuture<Score> score(ScoreRequest request);

    /** Counts the tokens a conversation has with its chat template, without the opening of an answer. */
    CompletableFuture<Integer> countTokens(List<ChatMessage> messages);

    /** Ends the child process, at once. Everything under way fails with {@link TrainerException.Kind#CLOSED}. */
    @Override
    void close();
}
