package io.attune.provider;

/** Ability: a job can be paused and resumed. */
public interface PauseResume {

    /**
     * Asks the provider to pause a job. Returns when the provider took the request; {@link JobState#PAUSING} and
     * {@link JobState#PAUSED} are seen by {@link FineTuneProvider#poll}. A job that is paused already is left as it is.
     *
     * @throws ProviderException when the provider cannot be asked or refuses, as for a job that has ended
     */
    void pause(ProviderJobId job);

    /**
     * Asks the provider to go on with a paused job; one that is not paused is left as it is.
     *
     * @throws ProviderException when the provider cannot be asked or refuses, as for a job that has ended
     */
    void resume(ProviderJobId job);
}
