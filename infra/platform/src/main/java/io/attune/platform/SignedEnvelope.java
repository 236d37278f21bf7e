package io.attune.platform;

import java.util.Base64;
import java.util.List;

/**
 * Content with a signature over it: a DSSE envelope (Dead Simple Signing Envelope 1.0), which any tool of that format
 * verifies. As JSON it is {@code {"payloadType", "payload", "signatures": [{"keyid", "sig"}]}}.
 *
 * @param payloadType the media type of the content; it is signed too
 * @param payload the content in base64
 */
public record SignedEnvelope(String payloadType, String payload, List<Signature> signatures) {

    public SignedEnvelope {
        signatures = List.copyOf(signatures);
    }

    /**
     * One signature.
     *
     * @param keyid of the public key, see {@link Signer.Key#id}
     * @param sig in base64
     */
    public record Signature(String keyid, String sig) {}

    /**
     * The content.
     *
     * @throws IllegalArgumentException when it is not base64
     */
    public byte[] content() {
        return Base64.getDecoder().decode(payload);
    }
}
