package io.attune.platform;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;

/**
 * Signs the files of a model in the format of OpenSSF model signing 1.0: a Sigstore bundle (v0.3) around a DSSE envelope, whose
 * in-toto statement has the predicate {@code https://model_signing/signature/v1.0}. The key is ECDSA P-256, the file
 * {@code model-signing.key} of the home folder, made at the first start; with a chain of certificates beside it as
 * {@code model-signing.crt} (PEM, the key's own first, the root last), bundles carry that chain instead of a hint at the key.
 * Thread-safe.
 */
public interface ArtifactSigner {

    /** The public key that verifies in key mode. */
    Signer.Key key();

    /**
     * A bundle over files by name.
     *
     * @throws IllegalArgumentException when there are no files
     */
    String sign(String model, Map<String, Digest> files);

    /**
     * Checks a bundle against the files as they are: that this platform's key or its root certificate stands behind it, that it
     * is whole, and that it names these files and no others.
     *
     * @return everything that is wrong; empty when nothing is
     */
    List<String> problems(String bundle, Map<String, Digest> files);
}
