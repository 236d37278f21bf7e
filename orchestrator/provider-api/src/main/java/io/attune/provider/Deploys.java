package io.attune.provider;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Ability: a tuned model answers only once it was deployed, and costs until it is undeployed. */
public interface Deploys {

    /**
     * Asks for a deployment under a name. The same name and model again changes nothing, so a repeat after a lost answer
     * is harmless.
     *
     * @return the deployment, most likely still {@link State#CREATING}; {@link #deployments()} shows it become active
     * @throws ProviderException when the provider cannot be asked or refuses
     */
    Deployment deploy(Request request);

    /**
     * Ends a deployment; one that is gone already counts as ended.
     *
     * @throws ProviderException when the provider cannot be asked or refuses
     */
    void undeploy(String name);

    /**
     * Every deployment of the account, ours or not, in order of names.
     *
     * @throws ProviderException when the provider cannot be asked
     */
    List<Deployment> deployments();

    /**
     * What shall be deployed.
     *
     * @param name 2 to 64 letters, digits, {@code _} or {@code -}; the caller's own, and unique in the account
     * @param model a tuned model or a checkpoint
     * @param labels copied to the deployment where the provider has room for them
     */
    record Request(String name, ProviderModelId model, Map<String, String> labels) {
        public Request {
            labels = Map.copyOf(labels);
            if (!name.matches("[A-Za-z0-9_-]{2,64}")) {
                throw new IllegalArgumentException(
                        "A deployment's name is 2 to 64 letters, digits, '_' or '-', not '" + name + "'");
            }
        }
    }

    /**
     * A deployment as the provider describes it now.
     *
     * @param model what it serves, null when the provider does not say
     * @param endpoint the name by which {@link FineTuneProvider#chat} asks it
     * @param state ours, or null when {@code rawState} is a value this adapter does not know
     * @param rawState the provider's own word
     * @param createdAt null when the provider does not say
     */
    record Deployment(String name, @Nullable ProviderModelId model, ProviderModelId endpoint, @Nullable State state,
            String rawState, @Nullable Instant createdAt) {}

    /** Where a deployment stands, in the platform's words. */
    enum State {
        CREATING,
        ACTIVE,
        UPDATING,
        DRAINING,
        FAILED
    }
}
