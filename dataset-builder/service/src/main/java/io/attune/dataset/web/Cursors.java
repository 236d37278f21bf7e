package io.attune.dataset.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** Where the next page begins, as a text that callers hand back and do not read. */
public final class Cursors {
    private static final int SCOPE = 8;

    private Cursors() {}

    /**
     * Writes a cursor.
     *
     * @param scope everything the pages depend on: version and filters; a cursor of another scope is refused
     * @param position anything from which the reader can go on
     */
    public static String write(String scope, String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((digest(scope) + position).getBytes(
                StandardCharsets.UTF_8));
    }

    /**
     * The position in a cursor.
     *
     * @param cursor null or empty on the first page
     * @param first the position where the first page begins
     * @throws InvalidInputException when it is no cursor of this scope
     */
    public static String read(String scope, @Nullable String cursor, String first) {
        if (cursor == null || cursor.isEmpty()) {
            return first;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(digest(scope))) {
                return text.substring(SCOPE);
            }
        } catch (IllegalArgumentException e) {
            throw refused(cursor);
        }
        throw refused(cursor);
    }

    /**
     * Checks how many items are asked for.
     *
     * @throws InvalidInputException unless from 1 to {@code most}
     */
    public static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw problem("limit", "'" + limit + "' is out of range", "Write a number from 1 to " + most + ".");
        }
        return limit;
    }

    /** What to throw about one parameter. */
    public static InvalidInputException problem(String parameter, String message, String nextStep) {
        return new InvalidInputException("The request", List.of(new Problem(parameter, message, nextStep)));
    }

    private static String digest(String scope) {
        return Digest.of(scope).hex().substring(0, SCOPE);
    }

    private static InvalidInputException refused(String cursor) {
        return problem("cursor", "'" + cursor + "' is not a cursor of this list",
                "Write the nextCursor of the page before, and the same filters.");
    }
}
