package io.attune.kernel;

import java.util.UUID;

/**
 * An identifier that carries its kind as a prefix, such as {@code run_0197…}, so that one kind is never passed for
 * another and a person can tell them apart in a log. The part behind the underscore is a UUID of version 7 in 32
 * hexadecimal digits, so identifiers sort by the time they were made.
 */
public interface TypedId {

    /** The whole identifier: prefix, underscore, 32 hexadecimal digits. */
    String value();

    /**
     * Checks that {@code value} is an identifier of the kind {@code prefix}.
     *
     * @throws IllegalArgumentException naming the value when it is not
     */
    static String require(String prefix, String value) {
        int length = prefix.length() + 1 + 32;
        boolean wellFormed = value.length() == length && value.startsWith(prefix + "_");
        for (int i = prefix.length() + 1; wellFormed && i < length; i++) {
            char c = value.charAt(i);
            wellFormed = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        if (!wellFormed) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not an identifier of the form " + prefix + "_ and 32 hexadecimal digits");
        }
        return value;
    }

    /** Joins a prefix and a UUID to an identifier's value. */
    static String of(String prefix, UUID uuid) {
        return prefix + "_" + uuid.toString().replace("-", "");
    }
}
