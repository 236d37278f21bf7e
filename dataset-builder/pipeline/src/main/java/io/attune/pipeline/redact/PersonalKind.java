package io.attune.pipeline.redact;

/** A class of what does not belong in a training set. */
public enum PersonalKind {
    /** An e-mail address. */
    EMAIL,
    /** A telephone number in international form, valid in its country's numbering plan. */
    PHONE,
    /** The number of a payment card: 13 to 19 digits, a known issuer's range, Luhn's check digit. */
    CARD,
    /** A key, token, private key or password: by a public prefix, or by its name and its randomness. */
    SECRET;

    /** What stands in its place. */
    public String placeholder() {
        return "[" + name() + "]";
    }
}
