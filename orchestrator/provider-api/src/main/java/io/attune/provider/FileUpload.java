package io.attune.provider;

import io.attune.kernel.InvalidInputException;

/** Ability: training data is uploaded as a file. */
public interface FileUpload {

    /**
     * Uploads a training or validation file. Costs nothing, so a repeat after a lost answer is harmless.
     *
     * @throws InvalidInputException when the provider finds faults in it, one problem per line at fault
     * @throws ProviderException when it does not arrive
     */
    ProviderFileId upload(TrainingFile file);

    /** Removes an uploaded file; one that is gone already counts as removed. */
    void deleteFile(ProviderFileId file);
}
