package io.attune.registry.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Versions of shared state as entity tags. */
public final class Versions {
    private Versions() {}

    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * The version a caller saw, from the headers of a change; 0 for something that is to be new.
     *
     * @param what is changed, for the message
     * @throws ResponseStatusException of status 428 when neither header says it
     */
    public static int expected(@Nullable String ifMatch, @Nullable String ifNoneMatch, String what) {
        if (ifMatch != null && ifMatch.matches("\"[0-9]{1,9}\"")) {
            return Integer.parseInt(ifMatch.substring(1, ifMatch.length() - 1));
        }
        if ("*".equals(ifNoneMatch)) {
            return 0;
        }
        throw new ResponseStatusException(HttpStatus.PRECONDITION_REQUIRED,
                "Say what you saw: If-Match with the " + what + "'s ETag, or If-None-Match: * for a new one");
    }
}
