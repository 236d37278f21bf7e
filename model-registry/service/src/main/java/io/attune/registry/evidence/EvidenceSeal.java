package io.attune.registry.evidence;

import java.nio.charset.StandardCharsets;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.platform.Signer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Signs evidence with the platform's key. */
@Component
class EvidenceSeal {
    /** The media type under which evidence is signed. */
    static final String TYPE = "application/vnd.attune.evidence+json";

    private final Signer signer;
    private final JsonMapper json;

    EvidenceSeal(Signer signer, JsonMapper json) {
        this.signer = signer;
        this.json = json;
    }

    EvidenceBundle seal(Evidence evidence) {
        var tree = json.<tools.jackson.databind.JsonNode>valueToTree(evidence);
        byte[] canonical = CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8);
        return new EvidenceBundle(tree, Digest.of(canonical).toString(), signer.sign(TYPE, canonical));
    }
}
