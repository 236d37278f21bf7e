package io.attune.adapter.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.adapter.command.Shell.Result;
import io.attune.adapter.command.Shell.Withheld;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingMethod;

/**
 * Starts a job. The far side first says that it is ready, and only then is told what to start, if the deadline has not
 * passed; so a call that never got that far has certainly started nothing.
 */
final class Submit {
    private static final String OPERATION = "starting a job";

    private final Folder folder;
    private final InstantSource clock;

    Submit(Folder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** What the caller makes of an accepted job's facts. */
    interface Reading {
        SubmitOutcome accepted(Answer answer);
    }

    /** Why a request would be refused, whenever it came; empty when it would not. */
    Optional<String> refusal(SubmitRequest request) {
        CommandSettings settings = folder.settings();
        Optional<String> weights = settings.weights(request.baseModel().value());
        if (weights.isEmpty()) {
            return Optional.of("Connection '" + settings.connection().name() + "' does not tune the model '"
                    + request.baseModel() + "'; it tunes " + String.join(", ", settings.models().keySet()));
        }
        if (request.method() instanceof TrainingMethod.Reinforcement) {
            return Optional.of("Connection '" + settings.connection().name() + "' does not train with a grader");
        }
        try {
            new JobFiles(settings.forJob(request.trainer())).of(request, weights.get(), Instant.EPOCH);
            return Optional.empty();
        } catch (Trainer.Unsupported e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    SubmitOutcome once(SubmitRequest request, Reading reading) {
        CommandSettings settings = folder.settings();
        Optional<String> refusal = refusal(request);
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        Instant now = clock.instant();
        if (!now.isBefore(request.sendBefore())) {
            return new SubmitOutcome.NotSent("The deadline " + request.sendBefore() + " has passed");
        }
        Map<String, String> content;
        List<String> arguments;
        try {
            CommandSettings job = settings.forJob(request.trainer());
            content = new JobFiles(job).of(request, settings.weights(request.baseModel().value()).orElseThrow(), now);
            arguments = arguments(request, job);
        } catch (Trainer.Unsupported e) {
            return refused(String.valueOf(e.getMessage()));
        }
        return judge(folder.start(arguments, out -> {
            if (!clock.instant().isBefore(request.sendBefore())) {
                throw new Withheld("The deadline " + request.sendBefore() + " passed before the job could be started");
            }
            JobFiles.write(content, request.key().value(), out);
        }), reading);
    }

    private static List<String> arguments(SubmitRequest request, CommandSettings settings) {
        ProviderFileId validation = request.validationFile();
        List<String> arguments = new ArrayList<>(List.of(request.key().value(), settings.launcher().verb(),
                FileNames.checked(request.trainingFile()), validation == null ? "-" : FileNames.checked(validation)));
        if (settings.launcher() == Launcher.SLURM) {
            if (settings.gpus() > 0) {
                arguments.add("--gres=gpu:" + settings.gpus());
            }
            arguments.addAll(settings.slurm());
        }
        return arguments;
    }

    private SubmitOutcome judge(Result result, Reading reading) {
        CommandSettings settings = folder.settings();
        String said = Failures.message(settings, OPERATION, result);
        if (result.status() == 0 && result.problem() == null) {
            return Answer.read(result.text()).map(reading::accepted).orElseGet(
                    () -> new SubmitOutcome.InDoubt(
                            Failures.malformed(settings, OPERATION, "the answer breaks off").message()));
        }
        if (result.status() == Failures.NO_SUCH_THING || (result.status() == Failures.REFUSED && result.sent())) {
            return new SubmitOutcome.Refused(ProviderException.REFUSED, said);
        }
        if (result.status() == Failures.LATER) {
            return new SubmitOutcome.NotSent(said);
        }
        if (result.sent()) {
            return new SubmitOutcome.InDoubt(said);
        }
        return Failures.code(settings, result).equals(ProviderException.CREDENTIAL)
                ? new SubmitOutcome.Refused(ProviderException.CREDENTIAL, said)
                : new SubmitOutcome.NotSent(result.problem() == null ? said : result.problem());
    }

    private static SubmitOutcome refused(String message) {
        return new SubmitOutcome.Refused(ProviderException.REFUSED, message);
    }
}
