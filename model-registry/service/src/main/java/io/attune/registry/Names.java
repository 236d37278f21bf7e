package io.attune.registry;

import java.util.regex.Pattern;

/** The forms of names in the registry. */
final class Names {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private Names() {}

    /**
     * Checks that a name fits into URLs and keys: 1 to 128 letters, digits, dots, underscores and hyphens.
     *
     * @throws IllegalArgumentException naming what and the value
     */
    static String require(String what, String name) {
        if (!WORD.matcher(name).matches()) {
            throw new IllegalArgumentException("A " + what
                    + " is 1 to 128 letters, digits, '.', '_' and '-', beginning with a letter or digit, not '" + name
                    + "'");
        }
        return name;
    }
}
