package io.attune.kernel;

import java.util.regex.Pattern;

/**
 * The tenant. Every row, object key, index document, API key and metric series belongs to one project.
 *
 * @param value 1 to 40 lower-case letters, digits and hyphens, beginning with a letter
 */
public record ProjectId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** The project that exists from the first start. */
    public static final ProjectId DEFAULT = new ProjectId("default");

    public ProjectId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("A project id is 1 to 40 lower-case letters, digits and hyphens,"
                    + " beginning with a letter, and not '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
