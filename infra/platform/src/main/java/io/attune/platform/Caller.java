package io.attune.platform;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;

/**
 * Who is calling, read from the authenticated principal alone. A web controller takes it as an argument.
 *
 * @param name for the audit trail
 */
public record Caller(ProjectId project, String name, Permission permission) {
    private static final ErrorCode FORBIDDEN = new ErrorCode("permission-denied", ErrorKind.FORBIDDEN);

    /**
     * Ends the request when the caller may not.
     *
     * @throws PlatformException of code {@code permission-denied}
     */
    public void require(Permission needed) {
        if (permission.compareTo(needed) < 0) {
            throw new PlatformException(FORBIDDEN,
                    "'" + name + "' is " + permission.name().toLowerCase(java.util.Locale.ROOT) + " in project "
                            + project
                            + " and this needs " + needed.name().toLowerCase(java.util.Locale.ROOT),
                    "Use a key with that permission.");
        }
    }
}
