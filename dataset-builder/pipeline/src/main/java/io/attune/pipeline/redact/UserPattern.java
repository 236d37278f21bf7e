package io.attune.pipeline.redact;

import com.google.re2j.Pattern;

/**
 * A pattern of the user's, run by an engine without backtracking (RE2), so that it cannot hang.
 *
 * @param name lower case letters, digits and hyphens; the class of what it finds
 */
public record UserPattern(String name, Pattern regex, Action action) {

    /** What a name must look like. */
    public static final String NAME_FORM = "[a-z][a-z0-9-]{0,39}";

    /** Patterns are equal when they say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UserPattern that && name.equals(that.name) && regex.pattern().equals(
                that.regex.pattern()) && action == that.action;
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + regex.pattern().hashCode();
    }
}
