package io.attune.adapter.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.provider.ConnectionSettings;
import io.attune.provider.TrainerChoice;
import org.jspecify.annotations.Nullable;

/**
 * A connection's settings, read and checked. See the package for each option.
 *
 * @param models what may be tuned, each with what the trainer shall load for it
 * @param gpus how many a job holds, from 0; a job that needs none still bills its hours under this number
 * @param environment of the trainer
 * @param secretFiles variables of the trainer's environment and the files, on its host, that hold their values
 */
record CommandSettings(ConnectionSettings connection, Launcher launcher, Place place, Trainer trainer,
        Map<String, String> models, int gpus, Duration deadline, Duration heartbeat, Duration grace, String shell,
        String umask, Map<String, String> environment, Map<String, String> secretFiles, Ssh ssh, List<String> slurm,
        @Nullable Kubernetes kubernetes, @Nullable ServingSettings serving) {

    /**
     * How the SSH client is started.
     *
     * @param program the client
     * @param knownHosts the only host keys that are believed; null for the user's own file
     * @param identityFile a private key; null for the connection's credential or the user's agent
     * @param config a configuration file of the client, {@code none} for none
     */
    record Ssh(String program, @Nullable Path knownHosts, @Nullable Path identityFile, String config) {}

    /**
     * Where Jobs are created.
     *
     * @param api the API server
     * @param claim the persistent volume claim that holds the folder
     * @param mountPath where pods mount it
     * @param subPath of the folder within the volume, empty for its root
     * @param secrets variables of the trainer's environment, each {@code secret/key}
     */
    record Kubernetes(URI api, String namespace, String image, String claim, String mountPath, String subPath,
            @Nullable String serviceAccount, String gpuResource, @Nullable String queue, Map<String, String> secrets) {}

    /**
     * An OpenAI-compatible server that loads adapters.
     *
     * @param url where its API begins
     * @param folder the jobs' folder as the server sees it
     */
    record ServingSettings(URI url, String folder) {}

    /** What the trainer loads for a base model; empty when it may not be tuned here. */
    Optional<String> weights(String baseModel) {
        return Optional.ofNullable(models.get(baseModel));
    }

    /**
     * These settings for one job: what the job says of its trainer, within what is the connection's.
     *
     * @throws Trainer.Unsupported when the job asks for another trainer, or for more than the connection has
     */
    CommandSettings forJob(@Nullable TrainerChoice choice) {
        if (choice == null) {
            return this;
        }
        String name = choice.name();
        if (name != null && !name.equals(trainer.word())) {
            throw new Trainer.Unsupported("Connection '" + connection.name() + "' runs " + trainer.word() + ", not "
                    + name);
        }
        Integer wanted = choice.gpus();
        if (wanted != null && wanted > gpus) {
            throw new Trainer.Unsupported("Connection '" + connection.name() + "' has " + gpus
                    + " GPUs for a job, not " + wanted);
        }
        Duration until = choice.deadline();
        if (until != null && until.compareTo(deadline) > 0) {
            throw new Trainer.Unsupported("Connection '" + connection.name() + "' stops a job after " + deadline
                    + ", not " + until);
        }
        return new CommandSettings(connection, launcher, place, trainer, models, wanted == null ? gpus : wanted,
                until == null ? deadline : until, heartbeat, grace, shell, umask, environment, secretFiles, ssh, slurm,
                kubernetes, serving);
    }
}
