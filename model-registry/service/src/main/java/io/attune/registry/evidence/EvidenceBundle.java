package io.attune.registry.evidence;

import io.attune.platform.SignedEnvelope;
import tools.jackson.databind.JsonNode;

/**
 * Evidence with what makes it checkable.
 *
 * @param evidence the facts
 * @param digest SHA-256 of their canonical JSON: keys in order, no white space
 * @param signature over that canonical JSON, which it contains
 */
record EvidenceBundle(JsonNode evidence, String digest, SignedEnvelope signature) {
}
