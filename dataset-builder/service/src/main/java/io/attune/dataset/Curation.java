package io.attune.dataset;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.pipeline.curate.InputDigest;

/** Makes dataset versions. Thread-safe. */
public interface Curation {

    /**
     * Sees to it that a curation runs, and tells how it stands. Idempotent by project and key: the first call fixes the
     * request, every other finds it. Never waits for the work; a job whose process died is taken up again where it stood.
     *
     * @throws io.attune.kernel.InvalidInputException when the request names a file it does not bring
     */
    CurationStatus ensure(CurationRequest request);

    /** How a curation stands, or empty when there was none with that key. */
    Optional<CurationStatus> status(ProjectId project, String key);

    /**
     * What a curation would read now, in the order of its sources, without making anything: equal inputs and an equal plan
     * give the same dataset version.
     *
     * @throws io.attune.kernel.InvalidInputException naming every input that is missing or empty
     */
    List<InputDigest> inputs(CurationRequest request);
}
