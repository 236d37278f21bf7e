package io.attune.orchestrator.notify;

import java.time.Instant;
import java.util.List;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * One notice on its way to one target.
 *
 * @param state {@code due}, {@code delivered} or {@code given-up}
 * @param attempts how often it was tried; the number of the last try
 */
record Delivery(String id, ProjectId project, String event, String target, String body, String state, int attempts,
        Instant dueAt, Instant madeAt) {

    /**
     * One try.
     *
     * @param status of HTTP, or null when nobody answered
     * @param answer the first characters of it, or what went wrong
     */
    record Attempt(int number, Instant at, @Nullable Integer status, String answer) {}

    /** With every try. */
    record View(String id, String event, String target, String state, Instant madeAt, Instant dueAt, String body,
            List<Attempt> attempts) {}
}
