package io.attune.adapter.openai;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.kernel.Digest;
import io.attune.kernel.TokenCount;
import io.attune.provider.Hyperparameters;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJob.JobFailure;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingMethod;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The dialect's job objects: writes what is asked for, reads what is told. */
final class Jobs {
    /** The metadata field that carries the run key. */
    static final String RUN_KEY = "run_key";
    private static final int SUFFIX_READABLE = 5;
    private static final int PAIRS_MAX = 16;
    private static final int KEY_LENGTH_MAX = 64;
    private static final int VALUE_LENGTH_MAX = 512;

    private Jobs() {}

    /** The job object lacks what every job has. */
    static final class MalformedJob extends Exception {
        MalformedJob(String message) {
            super(message);
        }
    }

    static String path(ProviderJobId job) {
        return "fine_tuning/jobs/" + Transport.encode(job.value());
    }

    /**
     * The body of a create.
     *
     * @throws JacksonException when the grader is not JSON
     */
    static ObjectNode create(SubmitRequest request, Account account) {
        ObjectNode body = Transport.JSON.createObjectNode();
        body.put("model", request.baseModel().value());
        body.put("training_file", request.trainingFile().value());
        ProviderFileId validationFile = request.validationFile();
        if (validationFile != null) {
            body.put("validation_file", validationFile.value());
        }
        body.put("suffix", account.flavour() == Flavour.AZURE ? tagged(request) : request.suffix());
        if (account.trainingType() != null) {
            body.put("trainingType", account.trainingType());
        }
        Integer seed = request.hyperparameters().seed();
        if (seed != null) {
            body.put("seed", seed);
        }
        body.putObject("metadata").setAll(metadata(request));
        body.set("method", method(request));
        return body;
    }

    private static ObjectNode method(SubmitRequest request) {
        ObjectNode hyperparameters = hyperparameters(request.hyperparameters());
        ObjectNode method = Transport.JSON.createObjectNode();
        switch (request.method()) {
            case TrainingMethod.Supervised _ -> method.put("type", "supervised").putObject("supervised").set(
                    "hyperparameters", hyperparameters);
            case TrainingMethod.Preference preference -> {
                put(hyperparameters, "beta", preference.beta());
                method.put("type", "dpo").putObject("dpo").set("hyperparameters", hyperparameters);
            }
            case TrainingMethod.Reinforcement reinforcement -> {
                put(hyperparameters, "compute_multiplier", reinforcement.computeMultiplier());
                put(hyperparameters, "eval_interval", reinforcement.evalInterval());
                put(hyperparameters, "eval_samples", reinforcement.evalSamples());
                TrainingMethod.ReasoningEffort effort = reinforcement.reasoningEffort();
                put(hyperparameters, "reasoning_effort", effort == null
                        ? null
                        : effort.name().toLowerCase(Locale.ROOT));
                ObjectNode chosen = method.put("type", "reinforcement").putObject("reinforcement");
                chosen.set("grader", Transport.JSON.readTree(reinforcement.grader()));
                chosen.set("hyperparameters", hyperparameters);
            }
        }
        return method;
    }

    /** A readable part and the key's digest, in the 18 characters that every version of Azure's interface takes. */
    private static String tagged(SubmitRequest request) {
        String readable = request.suffix();
        return readable.substring(0, Math.min(SUFFIX_READABLE, readable.length())) + tag(request.key());
    }

    private static String tag(RunKey key) {
        return "-" + Digest.of(key.value()).shortForm();
    }

    /** Whether a job is the key's: by its metadata, or where a server keeps none, by the key's digest in its suffix. */
    static boolean isOf(JsonNode job, RunKey key) {
        String carried = job.path("metadata").path(RUN_KEY).stringValue("");
        return carried.isEmpty() ? suffix(job).endsWith(tag(key)) : carried.equals(key.value());
    }

    private static String suffix(JsonNode job) {
        return job.path("suffix").stringValue(job.path("user_provided_suffix").stringValue(""));
    }

    /** The key first; labels as far as there is room, in the order of their names. */
    private static ObjectNode metadata(SubmitRequest request) {
        ObjectNode metadata = Transport.JSON.createObjectNode().put(RUN_KEY, request.key().value());
        for (Map.Entry<String, String> label : new TreeMap<>(request.labels()).entrySet()) {
            boolean fits = !label.getKey().isEmpty() && label.getKey().length() <= KEY_LENGTH_MAX;
            if (fits && metadata.size() < PAIRS_MAX && !metadata.has(label.getKey())) {
                String value = label.getValue();
                metadata.put(label.getKey(), value.substring(0, Math.min(value.length(), VALUE_LENGTH_MAX)));
            }
        }
        return metadata;
    }

    private static ObjectNode hyperparameters(Hyperparameters chosen) {
        ObjectNode node = Transport.JSON.createObjectNode();
        put(node, "n_epochs", chosen.epochs());
        put(node, "batch_size", chosen.batchSize());
        put(node, "learning_rate_multiplier", chosen.learningRateMultiplier());
        return node;
    }

    private static void put(ObjectNode target, String name, @Nullable Object value) {
        if (value != null) {
            target.putPOJO(name, value);
        }
    }

    static ProviderJob read(JsonNode job) throws MalformedJob {
        return read(job, null);
    }

    /** Reads a job that is known to be a key's when {@link #isOf} says so, though its metadata may be gone. */
    static ProviderJob read(JsonNode job, @Nullable RunKey expected) throws MalformedJob {
        String id = job.path("id").stringValue("");
        String status = job.path("status").stringValue("");
        JsonNode createdAt = job.path("created_at");
        if (id.isBlank() || status.isBlank() || !createdAt.isNumber()) {
            throw new MalformedJob("a job without id, status or created_at");
        }
        String model = job.path("fine_tuned_model").stringValue("");
        JsonNode tokens = job.path("trained_tokens");
        if (tokens.isNumber() && tokens.longValue() < 0) {
            throw new MalformedJob("job " + id + " with " + tokens + " trained tokens");
        }
        return new ProviderJob(new ProviderJobId(id),
                expected != null && isOf(job, expected) ? expected : key(job), state(status), null, status,
                model.isBlank() ? null : new ProviderModelId(model),
                tokens.isNumber() ? new TokenCount(tokens.longValue()) : null, failure(job.path("error")),
                Instant.ofEpochSecond(createdAt.longValue()),
                time(job, "finished_at"), time(job, "estimated_finish"));
    }

    /** Seconds since 1970; 0 is no time either. */
    private static @Nullable Instant time(JsonNode job, String name) {
        long seconds = job.path(name).asLong(0);
        return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
    }

    static @Nullable RunKey key(JsonNode job) {
        try {
            String key = job.path("metadata").path(RUN_KEY).stringValue("");
            return key.isEmpty() ? null : new RunKey(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Null for a word this adapter does not know. {@code canceled}, {@code pending} and {@code notRunning} are spellings
     * of older servers.
     */
    static @Nullable JobState state(String status) {
        return switch (status) {
            case "validating_files" -> JobState.VALIDATING;
            case "queued" -> JobState.QUEUED;
            case "running" -> JobState.RUNNING;
            case "pausing" -> JobState.PAUSING;
            case "paused" -> JobState.PAUSED;
            case "succeeded" -> JobState.SUCCEEDED;
            case "failed" -> JobState.FAILED;
            case "cancelled", "canceled" -> JobState.CANCELLED;
            case "pending", "notRunning" -> JobState.QUEUED;
            default -> null;
        };
    }

    /** Jobs that did not fail carry an error object too, with nothing in it. */
    private static @Nullable JobFailure failure(JsonNode error) {
        String code = error.path("code").stringValue("");
        String message = error.path("message").stringValue("");
        return code.isEmpty() && message.isEmpty() ? null : new JobFailure(code, message);
    }
}
