package io.attune.registry;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;

/**
 * What a version is told about to others, in the forms they read. Each is a function of what the registry holds: asked twice
 * while nothing was recorded, it is the same, byte for byte. Every method throws a {@link PlatformException} of code
 * {@code not-found} when there is no such version.
 */
public interface ModelDocuments {

    /** A model card: Markdown with the front matter that Hugging Face reads, results in {@code model-index} included. */
    String card(ProjectId project, VersionRef version);

    /** A bill of material for machine learning: CycloneDX 1.7, as JSON. */
    String bom(ProjectId project, VersionRef version);

    /**
     * Where a tuned version is from: an in-toto statement with SLSA provenance v1, as JSON.
     *
     * @throws PlatformException no-provenance, for a version that no run of this platform made
     */
    String provenance(ProjectId project, VersionRef version);
}
