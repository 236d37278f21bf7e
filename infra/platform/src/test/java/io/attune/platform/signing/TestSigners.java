package io.attune.platform.signing;

import java.nio.file.Path;

import io.attune.platform.Signer;

/** Signers for tests of other packages. */
public final class TestSigners {
    private TestSigners() {}

    /** The signer whose key lies in a folder, or is made there. */
    public static Signer in(Path folder) {
        return new Ed25519Signer(folder);
    }
}
