package io.attune.provider;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One account at one provider of fine-tuning. Thread-safe; every call is one attempt over the network. */
public interface FineTuneProvider {

    /**
     * Asks for a paid job, once. The request is not sent at all when {@link SubmitRequest#sendBefore()} has passed.
     *
     * @return what is known afterwards; a lost answer is {@link SubmitOutcome.InDoubt}, never an exception
     */
    SubmitOutcome submit(SubmitRequest request);

    /**
     * Finds the jobs that carry a run key, by the provider's own means. More than one means money was spent twice.
     *
     * @throws ProviderException when the provider cannot be asked
     */
    List<ProviderJob> findByRunKey(RunKey key);

    /**
     * How long after a create a job may be missing from {@link #findByRunKey(RunKey)} though it exists; what the
     * provider states, or the adapter's cautious figure.
     */
    Duration visibilityDelay();

    /**
     * Reads a job's state; empty when the provider does not know the job (a 404).
     *
     * @throws ProviderException when the provider cannot be asked
     */
    Optional<ProviderJob> poll(ProviderJobId job);

    /**
     * Asks the provider to stop a job. Returns when the provider took the request; the end is seen by {@link #poll}. A
     * job that has ended already is left as it is.
     *
     * @throws ProviderException when the provider cannot be asked or refuses
     */
    void cancel(ProviderJobId job);

    /**
     * Answers a conversation with a base or tuned model.
     *
     * @throws ProviderException when there is no answer
     */
    ChatAnswer chat(ChatRequest request);

    /** An ability this provider may have, such as {@link FileUpload}; empty when it has it not. */
    default <A> Optional<A> ability(Class<A> ability) {
        return ability.isInstance(this) ? Optional.of(ability.cast(this)) : Optional.empty();
    }
}
