package io.attune.kernel;

import java.util.regex.Pattern;

/**
 * A stable name for one way of failing. Modules keep theirs as constants beside what fails.
 *
 * @param value lower-case words joined by hyphens, such as {@code budget-exceeded}; part of the public API
 * @param kind whose failure it is
 */
public record ErrorCode(String value, ErrorKind kind) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public static final ErrorCode INVALID_INPUT = new ErrorCode("invalid-input", ErrorKind.INVALID);
    public static final ErrorCode NOT_FOUND = new ErrorCode("not-found", ErrorKind.NOT_FOUND);
    public static final ErrorCode CONFLICT = new ErrorCode("conflict", ErrorKind.CONFLICT);
    public static final ErrorCode INTERNAL = new ErrorCode("internal", ErrorKind.PLATFORM);

    public ErrorCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("An error code is lower-case words joined by hyphens: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
