package io.attune.registry;

import java.util.List;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;

/**
 * Signatures over the artefacts of versions, in the format of OpenSSF model signing. Every method throws a
 * {@link PlatformException} of code {@code not-found} when there is no such version.
 */
public interface ModelSignatures {

    /**
     * Signs the recorded artefacts of a version, without reading them.
     *
     * @return a Sigstore bundle, as JSON
     * @throws PlatformException no-artifacts, for a version of which the object store keeps nothing
     */
    String sign(ProjectId project, VersionRef version);

    /**
     * Reads every artefact of a version from the object store and holds it against a bundle.
     *
     * @return everything that is wrong; empty when nothing is
     */
    List<String> verify(ProjectId project, VersionRef version, String bundle);
}
