package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.attune.provider.testkit.Pace;
import tools.jackson.databind.JsonNode;

/**
 * An engine that learns nothing and says so: for exams of what surrounds a training, never for a user. Losses follow a
 * formula, a tuned model answers {@code simulated answer}, a token is a run of characters between spaces. All of it
 * depends on its inputs alone.
 */
public final class SimulatedEngine implements Engine {
    /** The model it starts from. */
    public static final String BASE_MODEL = "simulated-mini";
    private static final int CONTEXT_LENGTH = 512;
    private static final int OPENING_TOKENS = 1;

    private final Pace pace;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> discarded = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** An engine whose trainings make their steps as {@code pace} allows. */
    public SimulatedEngine(Pace pace) {
        this.pace = pace;
    }

    @Override
    public List<BaseModelStatus> baseModels() {
        return List.of(new BaseModelStatus(BASE_MODEL, "ready", Map.of(), Map.of("context_length", CONTEXT_LENGTH)));
    }

    @Override
    public Set<String> methods() {
        return Set.of(Methods.SUPERVISED, Methods.PREFERENCE, Methods.REINFORCEMENT);
    }

    @Override
    public Training train(TrainingTask task, Listener listener) {
        SimulatedTraining training = new SimulatedTraining(task, listener);
        training.outcome.completeAsync(training::run, threads);
        return training;
    }

    @Override
    public Completion chat(ChatCall call) {
        requireWeights(call.model());
        int prompt = countTokens(call.model(), call.messages(), true);
        List<String> words = List.of((call.model().weights() == null
                ? "simulated base answer"
                : "simulated answer").split(" "));
        List<String> said = words.subList(0, Math.min(words.size(), call.maxTokens()));
        return new Completion(String.join(" ", said), said.size() < words.size() ? "length" : "stop", prompt,
                said.size());
    }

    @Override
    public List<ScoredToken> score(Model model, List<Turn> conversation) {
        requireWeights(model);
        countTokens(model, conversation, false);
        List<ScoredToken> scored = new ArrayList<>();
        for (Turn turn : conversation) {
            for (String token : tokens(turn)) {
                int hash = Math.floorMod((model + token).hashCode(), 1000);
                scored.add(new ScoredToken(Math.floorMod(token.hashCode(), 50_000), token,
                        scored.isEmpty() ? null : -(hash + 1) / 250.0, scored.isEmpty() ? 0 : 1 + hash % 3));
            }
        }
        return scored;
    }

    @Override
    public int countTokens(Model model, List<Turn> conversation, boolean opening) {
        int count = opening ? OPENING_TOKENS : 0;
        for (Turn turn : conversation) {
            count += tokens(turn).size();
        }
        if (count > CONTEXT_LENGTH) {
            throw new EngineException(EngineException.Kind.INVALID, "context_length_exceeded",
                    "The conversation has " + count + " tokens; the model reads at most " + CONTEXT_LENGTH + ".");
        }
        return count;
    }

    /** A marker of who speaks, then the words. */
    private static List<String> tokens(Turn turn) {
        List<String> tokens = new ArrayList<>(List.of("<" + turn.role() + ">"));
        tokens.addAll(List.of(turn.content().strip().split("\\s+")));
        return tokens;
    }

    @Override
    public void discard(String weights) {
        discarded.add(weights);
    }

    private void requireWeights(Model model) {
        if (model.weights() != null && discarded.contains(model.weights())) {
            throw new EngineException(EngineException.Kind.FAILED, "weights_missing",
                    "The weights " + model.weights() + " were deleted.");
        }
    }

    @Override
    public void close() {
        closed = true;
        pace.wake();
        threads.close();
    }

    private final class SimulatedTraining implements Training {
        private final TrainingTask task;
        private final Listener listener;
        private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        private volatile boolean cancelled;

        SimulatedTraining(TrainingTask task, Listener listener) {
            this.task = task;
            this.listener = listener;
        }

        @Override
        public void cancel() {
            cancelled = true;
            pace.wake();
        }

        @Override
        public Outcome await() throws InterruptedException {
            try {
                return outcome.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("The simulated training broke", e.getCause());
            }
        }

        Outcome run() {
            Resume resume = task.resume();
            int step = resume == null ? 0 : resume.step();
            try {
                if (!pace.awaitStep(this::isStopped)) {
                    return stopped(step);
                }
                Plan plan = plan();
                listener.planned(plan);
                int stepsPerEpoch = plan.totalSteps() / plan.epochs();
                while (step < plan.totalSteps() && pace.awaitStep(this::isStopped)) {
                    step++;
                    boolean epochEnds = step % stepsPerEpoch == 0;
                    int epoch = (step - 1) / stepsPerEpoch + 1;
                    Map<String, Double> metrics = metrics(step, epochEnds);
                    listener.step(step, epoch, metrics);
                    if (epochEnds) {
                        listener.checkpoint(step, epoch, task.job() + "/" + epoch, metrics);
                    }
                }
                if (step == plan.totalSteps()) {
                    return new Outcome.Succeeded();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                return new Outcome.Failed("server_error", "The training file cannot be read: " + e.getMessage());
            }
            return stopped(step);
        }

        private boolean isStopped() {
            return cancelled || closed;
        }

        private Outcome stopped(int step) {
            return cancelled ? new Outcome.Cancelled(step) : new Outcome.Interrupted("The engine was closed");
        }

        private Plan plan() throws IOException {
            int examples = 0;
            long tokens = 0;
            for (String line : Files.readAllLines(task.trainingFile(), StandardCharsets.UTF_8)) {
                examples++;
                tokens += tokens(Json.MAPPER.readTree(line));
            }
            Integer epochs = task.epochs();
            Integer batchSize = task.batchSize();
            Double multiplier = task.learningRateMultiplier();
            int passes = epochs == null ? 3 : epochs;
            int batch = batchSize == null ? 4 : batchSize;
            int stepsPerEpoch = (examples + batch - 1) / batch;
            return new Plan(examples, passes, batch, multiplier == null ? 1 : multiplier, passes * stepsPerEpoch,
                    tokens * passes);
        }

        /** Of every message in a row, wherever its method puts it. */
        private static long tokens(JsonNode row) {
            long tokens = 0;
            for (JsonNode list : List.of(row.path("messages"), row.path("input").path("messages"),
                    row.path("preferred_output"), row.path("non_preferred_output"))) {
                for (JsonNode message : list) {
                    tokens += SimulatedEngine.tokens(new Turn(message.path("role").stringValue(),
                            message.path("content").stringValue())).size();
                }
            }
            return tokens;
        }

        private Map<String, Double> metrics(int step, boolean epochEnds) {
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("train_loss", 4.0 / (1 + step));
            metrics.put("train_mean_token_accuracy", 1 - 1.0 / (1 + step));
            Path validation = task.validationFile();
            if (validation != null) {
                metrics.put("valid_loss", 4.5 / (1 + step));
                metrics.put("valid_mean_token_accuracy", 1 - 1.1 / (1.1 + step));
                if (epochEnds) {
                    metrics.put("full_valid_loss", 4.4 / (1 + step));
                    metrics.put("full_valid_mean_token_accuracy", 1 - 1.05 / (1.1 + step));
                }
            }
            return metrics;
        }
    }
}
