package io.attune.provider;

import java.util.Optional;

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

    /**
     * Finds an earlier upload of the same content: one whose name ends with the same digest, that arrived whole and that
     * the provider can still read. Empty when there is none, or none that is certain to be whole. The label does not
     * matter. When there are several, the newest.
     *
     * @throws ProviderException when the provider cannot be asked
     */
    Optional<ProviderFileId> find(TrainingFile file);

    /** Removes an uploaded file; one that is gone already counts as removed. */
    void deleteFile(ProviderFileId file);
}
