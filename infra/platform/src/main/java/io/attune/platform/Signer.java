package io.attune.platform;

import java.util.List;

/**
 * The platform's own signature, Ed25519 (RFC 8032). Its key is made at the first start in the home folder, in a file that
 * only its owner can read; replicas share the file. Thread-safe.
 */
public interface Signer {

    /** The key that signs now. */
    Key key();

    /** The key that signs now, and those of {@code trusted-keys/*.pem} in the home folder, which signed before or elsewhere. */
    List<Key> trusted();

    /** Signs content together with its media type. */
    SignedEnvelope sign(String payloadType, byte[] content);

    /** Whether a key of {@link #trusted} signed this very content and type. */
    boolean verify(SignedEnvelope envelope);

    /**
     * A public key.
     *
     * @param id the SHA-256 of its DER form (SubjectPublicKeyInfo), in hexadecimal digits
     * @param pem as {@code openssl} reads it
     */
    record Key(String id, String algorithm, String pem) {}
}
