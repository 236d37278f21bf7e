package io.attune.orchestrator.suite;

import java.util.Optional;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.PlatformException;

/** Says of dataset versions whether they may be trained on. */
public interface NeverTrained {

    /**
     * Why a version may not be trained on, as it stands now; empty when it may.
     *
     * @return of code {@code suite-never-trainable}: it is a frozen suite, or shares a file with one; or {@code quarantined}:
     *         it or a source of it must not be used
     */
    Optional<PlatformException> refusal(DatasetVersionRef dataset);
}
