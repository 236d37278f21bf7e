package io.attune.registry;

import java.util.regex.Pattern;

/** The forms of names in the registry. */
public final class Names {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern OF_MODEL = Pattern.compile("[^\\p{Cntrl}/:%@?#\\\\]{1,256}");
    private static final Pattern OF_ALIAS = Pattern.compile("[\\w.-]{1,255}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RESERVED = Pattern.compile("latest|v\\d+", Pattern.CASE_INSENSITIVE);

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

    /**
     * Checks the name of a model, which is a part of URLs: 1 to 256 characters, none of them {@code / : % @ ? # \\} or a
     * control character, without spaces at its ends.
     *
     * @throws IllegalArgumentException naming what and the value
     */
    public static String model(String what, String name) {
        if (!OF_MODEL.matcher(name).matches() || !name.strip().equals(name) || name.matches("\\.\\.?")) {
            throw new IllegalArgumentException("A " + what + " is 1 to 256 characters without spaces at its ends, '/',"
                    + " ':', '%', '@', '?', '#', '\\' and control characters, not '" + name + "'");
        }
        return name;
    }

    /**
     * Checks an alias: 1 to 255 letters, digits, dots, underscores and hyphens; {@code latest} and {@code v3} would be
     * read as a version.
     *
     * @throws IllegalArgumentException naming the value
     */
    public static String alias(String name) {
        if (!OF_ALIAS.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "An alias is 1 to 255 letters, digits, '.', '_' and '-', not '" + name + "'");
        }
        if (RESERVED.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The alias '" + name + "' is reserved, because it reads like a version; take another name");
        }
        return name;
    }
}
