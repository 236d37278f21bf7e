package io.attune.platform.privacy;

/**
 * An order to erase.
 *
 * @param key of the intent, 1 to 200 characters: the same again is the same erasure
 * @param actor who ordered it, for the audit trail
 * @param reason for people; it must not hold an identifier of the subject
 */
public record ErasureOrder(String key, String actor, String reason) {
    public ErasureOrder {
        if (key.isBlank() || key.length() > 200) {
            throw new IllegalArgumentException("An erasure's key has 1 to 200 characters, not " + key.length());
        }
    }
}
