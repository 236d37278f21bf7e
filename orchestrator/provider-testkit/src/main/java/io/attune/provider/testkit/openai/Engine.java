package io.attune.provider.testkit.openai;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What trains and answers behind an {@link OpenAiServer}. The server keeps the books (files, jobs, events, bills), the
 * engine does the arithmetic. Thread-safe; the calls that compute block the calling thread and throw
 * {@link EngineException}.
 */
public interface Engine extends AutoCloseable {

    /** The models it can start from, and how ready they are. Answers at once. */
    List<BaseModelStatus> baseModels();

    /** The methods it trains by: some of {@code supervised}, {@code dpo}, {@code reinforcement}. */
    Set<String> methods();

    /** Queues a training. Answers at once; what happens is told to the listener, in order. */
    Training train(TrainingTask task, Listener listener);

    /** Continues a conversation. */
    Completion chat(ChatCall call);

    /** Scores every token of a conversation that ends with the assistant's answer. */
    List<ScoredToken> score(Model model, List<Turn> conversation);

    /**
     * Counts a conversation's tokens.
     *
     * @param opening whether the opening of an answer counts too, as it does in a prompt
     */
    int countTokens(Model model, List<Turn> conversation, boolean opening);

    /** Deletes the weights of a checkpoint for good; weights that are gone already are fine. */
    void discard(String weights);

    /** Stops at once. Trainings end as {@link Outcome.Interrupted}. */
    @Override
    void close();

    /**
     * A model to start from.
     *
     * @param state {@code preparing}, {@code ready} or {@code failed}
     * @param status further facts shown under {@code status} of the model, such as done and total
     * @param facts further facts shown beside the model's name, such as its context length
     */
    record BaseModelStatus(String id, String state, Map<String, Object> status, Map<String, Object> facts) {}

    /**
     * A model to work with.
     *
     * @param base the base model's name
     * @param weights where its weights are if it is tuned, as the engine named them in a checkpoint; null for the base
     */
    record Model(String base, @Nullable String weights) {}

    /**
     * One message of a conversation.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     */
    record Turn(String role, String content) {}

    /** A conversation to be continued. {@code seed} null leaves chance to the engine. */
    record ChatCall(Model model, List<Turn> messages, int maxTokens, double temperature, double topP,
            @Nullable Long seed, List<String> stop) {}

    /** An answer; {@code finishReason} is {@code stop} or {@code length}. */
    record Completion(String text, String finishReason, int promptTokens, int completionTokens) {}

    /**
     * A token of a scored conversation.
     *
     * @param logprob natural logarithm; null for the first token, which nothing precedes
     * @param rank 1 for the likeliest
     */
    record ScoredToken(int id, String text, @Nullable Double logprob, int rank) {}

    /**
     * A training to be done. Null leaves a setting to the engine.
     *
     * @param job the job's name; the same name means the same training, also after a restart
     * @param resume the newest checkpoint of an interrupted attempt, or null to begin at the start
     */
    record TrainingTask(String job, Model start, Path trainingFile, @Nullable Path validationFile,
            @Nullable Integer epochs, @Nullable Integer batchSize, @Nullable Double learningRateMultiplier, int seed,
            @Nullable Resume resume) {}

    /** Where an interrupted training goes on. */
    record Resume(int epoch, int step, String weights) {}

    /** A training under way. */
    interface Training {

        /** Asks for an end before the next step. */
        void cancel();

        /** Waits for the end, after the listener has heard everything. */
        Outcome await() throws InterruptedException;
    }

    /** Hears of one training, one call at a time and in order. */
    interface Listener {

        /** Training begins. */
        void planned(Plan plan);

        /** A step was made. */
        void step(int step, int epoch, Map<String, Double> metrics);

        /** The weights were kept, durably, under the name {@code weights}. */
        void checkpoint(int step, int epoch, String weights, Map<String, Double> metrics);
    }

    /**
     * What a training will be.
     *
     * @param trainedTokens the tokens of the training file, once per epoch: what success is billed with
     */
    record Plan(int examples, int epochs, int batchSize, double learningRateMultiplier, int totalSteps,
            long trainedTokens) {}

    /** How a training ended. */
    sealed interface Outcome {

        record Succeeded() implements Outcome {}

        /** Cancelled after this many steps. */
        record Cancelled(int steps) implements Outcome {}

        record Failed(String code, String message) implements Outcome {}

        /** The engine stopped under it; the same task, resumed, will finish it. */
        record Interrupted(String reason) implements Outcome {}
    }
}
