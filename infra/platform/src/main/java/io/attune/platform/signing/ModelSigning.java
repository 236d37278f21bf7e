package io.attune.platform.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The statement of OpenSSF model signing 1.0, and the envelope's encoding that is signed. */
final class ModelSigning {
    static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    static final String BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";

    private ModelSigning() {}

    /** Files in the order of their names; the subject's digest is the SHA-256 over their digests in that order. */
    static byte[] statement(String model, Map<String, Digest> files) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("_type", STATEMENT_TYPE).put("predicateType", PREDICATE_TYPE);
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode serialization = predicate.putObject("serialization");
        serialization.put("method", "files").put("hash_type", "sha256").put("allow_symlinks", false);
        serialization.putArray("ignore_paths");
        ArrayNode resources = predicate.putArray("resources");
        new TreeMap<>(files).forEach((name, digest) -> resources.addObject().put("name", name).put("algorithm",
                "sha256").put("digest", digest.hex()));
        statement.putArray("subject").addObject().put("name", model).putObject("digest").put("sha256", root(
                resources).hex());
        return CanonicalJson.write((JsonNode) statement).getBytes(StandardCharsets.UTF_8);
    }

    /** The digest over the digests of resources, in the order in which they stand. */
    static Digest root(JsonNode resources) {
        MessageDigest sha = Digest.sha256();
        resources.forEach(resource -> sha.update(new Digest(resource.path("digest").asString()).bytes()));
        return Digest.of(sha);
    }

    /** The bundle; what verifies it stands in {@code material}. */
    static String bundle(ObjectNode material, byte[] statement, byte[] signature) {
        ObjectNode bundle = JsonNodeFactory.instance.objectNode().put("mediaType", BUNDLE_TYPE);
        material.putArray("tlogEntries");
        bundle.set("verificationMaterial", material);
        ObjectNode envelope = bundle.putObject("dsseEnvelope");
        Base64.Encoder base64 = Base64.getEncoder();
        envelope.put("payload", base64.encodeToString(statement)).put("payloadType", PAYLOAD_TYPE);
        envelope.putArray("signatures").addObject().put("sig", base64.encodeToString(signature)).put("keyid", "");
        return bundle.toString() + "\n";
    }

    /** DSSE's pre-authentication encoding. */
    static void feed(java.security.Signature signature, byte[] statement) throws GeneralSecurityException {
        signature.update(("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + statement.length
                + " ").getBytes(StandardCharsets.UTF_8));
        signature.update(statement);
    }
}
