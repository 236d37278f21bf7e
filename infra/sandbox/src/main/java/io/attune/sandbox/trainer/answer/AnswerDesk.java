package io.attune.sandbox.trainer.answer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.attune.sandbox.trainer.BaseModel;
import io.attune.sandbox.trainer.ChatMessage;
import io.attune.sandbox.trainer.ChatRequest;
import io.attune.sandbox.trainer.Completion;
import io.attune.sandbox.trainer.Score;
import io.attune.sandbox.trainer.ScoreRequest;
import io.attune.sandbox.trainer.TrainerException;
import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.text.BytePairTokenizer;
import io.attune.sandbox.trainer.text.ChatTemplate;

/**
 * Takes requests for answers and scores from many threads and computes them, several at once, on one thread of its own.
 */
public final class AnswerDesk implements AutoCloseable {

    private final BaseModel base;
    private final BytePairTokenizer tokenizer;
    private final ChatTemplate template;
    private final WaitingRoom waiting = new WaitingRoom();
    private final Thread worker = Thread.ofPlatform().daemon().name("answers").unstarted(this::work);

    /** Opens the desk. */
    public AnswerDesk(BaseModel base, BytePairTokenizer tokenizer) {
        this.base = base;
        this.tokenizer = tokenizer;
        this.template = new ChatTemplate(tokenizer);
        worker.start();
    }

    /** Answers a conversation; fails with INVALID_REQUEST if it leaves no room for an answer. */
    public CompletableFuture<Completion> chat(ChatRequest request) {
        CompletableFuture<Completion> result = new CompletableFuture<>();
        int[] prompt = template.prompt(request.messages());
        enter(new Task.Chat(request.model(), prompt, request.sampling(), result), base.contextLength() - 1);
        return result;
    }

    /** Scores a conversation; fails with INVALID_REQUEST if it is longer than the context. */
    public CompletableFuture<Score> score(ScoreRequest request) {
        CompletableFuture<Score> result = new CompletableFuture<>();
        List<ChatMessage> messages = request.messages();
        int[] tokens = template.write(messages).tokens();
        int answerStart = template.prompt(messages.subList(0, messages.size() - 1)).length;
        enter(new Task.Scoring(request.model(), new Scorer.Conversation(tokens, answerStart), result),
                base.contextLength());
        return result;
    }

    private void enter(Task task, int limit) {
        if (task.tokens() > limit) {
            task.fail(new TrainerException(Kind.INVALID_REQUEST, "The conversation has " + task.tokens()
                    + " tokens; this model can read at most " + limit + " here"));
        } else {
            waiting.add(task);
        }
    }

    private void work() {
        try (LoadedModels models = new LoadedModels(base)) {
            while (!Thread.currentThread().isInterrupted()) {
                List<Task> batch = waiting.next();
                try {
                    compute(models.get(batch.getFirst().model()), batch);
                } catch (RuntimeException e) {
                    batch.forEach(task -> task.fail(e));
                }
            }
        } catch (InterruptedException e) {
            waiting.clear().forEach(task -> task.fail(new TrainerException(Kind.CLOSED, "The trainer was closed", e)));
        }
    }

    private void compute(LoadedModel model, List<Task> batch) {
        switch (batch.getFirst()) {
            case Task.Chat first -> answer(model, batch.stream().map(Task.Chat.class::cast).toList());
            case Task.Scoring first -> score(model, batch.stream().map(Task.Scoring.class::cast).toList());
        }
    }

    private void answer(LoadedModel model, List<Task.Chat> batch) {
        List<Draft> drafts = batch.stream().map(task -> new Draft(task.prompt(), task.sampling(), tokenizer,
                model.shape().context())).toList();
        new Generator(model).complete(drafts);
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(drafts.get(i).completion());
        }
    }

    private void score(LoadedModel model, List<Task.Scoring> batch) {
        List<Score> scores = new Scorer(model, tokenizer).score(batch.stream().map(
                Task.Scoring::conversation).toList());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).result().complete(scores.get(i));
        }
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
