package io.attune.adapter.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.provider.Hyperparameters;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainerChoice;
import io.attune.provider.TrainingMethod;
import tools.jackson.databind.node.ObjectNode;

/** The files a job begins with, by name. */
final class JobFiles {
    private final CommandSettings settings;

    JobFiles(CommandSettings settings) {
        this.settings = settings;
    }

    /** Everything but the data, which lies on the host already. */
    Map<String, String> of(SubmitRequest request, String weights, Instant now) {
        ObjectNode description = describe(request, weights);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("job.json", description.toPrettyString() + "\n");
        Trainer.Prepared prepared = settings.trainer().prepare(new Trainer.Task(request, weights, settings.gpus(),
                request.validationFile() != null));
        files.putAll(prepared.files());
        files.put("command", lines(prepared.command()));
        files.put("environment", assignments(settings.environment(), "="));
        files.put("secrets", assignments(settings.secretFiles(), " "));
        files.put("limits", settings.deadline().toSeconds() + " " + settings.heartbeat().toSeconds() + " "
                + settings.grace().toSeconds() + "\n");
        files.put("umask", settings.umask() + "\n");
        files.put("gpus", settings.gpus() + "\n");
        files.put("supervise.sh", Scripts.SUPERVISE);
        files.put("created", now + "\n");
        // last: what tells a repeat of this request from another one under its key
        files.put("request.json", CanonicalJson.write(description) + "\n");
        return files;
    }

    /** Each file a line, its content in base64; then a line that says all came. */
    static void write(Map<String, String> files, String key, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        files.forEach((name, content) -> text.append(name).append(' ').append(
                Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8))).append('\n'));
        text.append("attune-go ").append(key).append('\n');
        out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private ObjectNode describe(SubmitRequest request, String weights) {
        ObjectNode job = Json.MAPPER.createObjectNode().put("contract", 1).put("runKey", request.key().value()).put(
                "baseModel", request.baseModel().value()).put("weights", weights).put("gpus", settings.gpus()).put(
                        "suffix", request.suffix());
        ObjectNode method = job.putObject("method").put("type", request.method().word());
        if (request.method() instanceof TrainingMethod.Preference preference && preference.beta() != null) {
            method.put("beta", preference.beta());
        }
        ObjectNode parameters = job.putObject("hyperparameters");
        Hyperparameters chosen = request.hyperparameters();
        if (chosen.epochs() != null) {
            parameters.put("epochs", chosen.epochs());
        }
        if (chosen.batchSize() != null) {
            parameters.put("batchSize", chosen.batchSize());
        }
        if (chosen.learningRateMultiplier() != null) {
            parameters.put("learningRateMultiplier", chosen.learningRateMultiplier());
        }
        if (chosen.seed() != null) {
            parameters.put("seed", chosen.seed());
        }
        if (chosen.loraRank() != null) {
            parameters.put("loraRank", chosen.loraRank());
        }
        TrainerChoice trainer = request.trainer();
        if (trainer != null && trainer.config() != null) {
            job.put("trainerConfig", Digest.of(trainer.config()).toString());
        }
        job.put("trainingFile", "data/train.jsonl").put("trainingFileName", request.trainingFile().value());
        if (request.validationFile() != null) {
            job.put("validationFile", "data/validation.jsonl").put("validationFileName",
                    request.validationFile().value());
        }
        ObjectNode labels = job.putObject("labels");
        new TreeMap<>(request.labels()).forEach(labels::put);
        return job;
    }

    private static String lines(List<String> words) {
        return String.join("\n", words) + "\n";
    }

    private static String assignments(Map<String, String> variables, String between) {
        StringBuilder text = new StringBuilder();
        variables.forEach((name, value) -> text.append(name).append(between).append(value).append('\n'));
        return text.toString();
    }
}
