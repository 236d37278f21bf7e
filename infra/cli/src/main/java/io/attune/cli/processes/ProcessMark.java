package io.attune.cli.processes;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

import io.attune.cli.api.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process that was seen once, told apart from a later one of the same number: that one started after this was seen.
 *
 * @param pid the system's number
 * @param startedAt when it was seen to run: its start or a moment after it
 */
public record ProcessMark(long pid, Instant startedAt) {
    /** Systems report start times in steps of up to a hundredth of a second, counted from a boot time in seconds. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    /** The mark of a running process; where the system does not say when it started, the number alone decides. */
    public static ProcessMark of(ProcessHandle handle) {
        return new ProcessMark(handle.pid(), handle.info().startInstant().orElse(Instant.MAX));
    }

    /** Reads what {@link #writeTo} wrote. */
    static Optional<ProcessMark> read(JsonNode node) {
        long pid = Json.whole(node, "/pid");
        if (pid <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessMark(pid, Instant.parse(Json.text(node, "/startedAt"))));
        } catch (DateTimeParseException e) {
            return Optional.of(new ProcessMark(pid, Instant.MAX));
        }
    }

    ObjectNode writeTo(ObjectNode node) {
        return node.put("pid", pid).put("startedAt", startedAt.toString());
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isSame);
    }

    public boolean isRunning() {
        return running().isPresent();
    }

    private boolean isSame(ProcessHandle handle) {
        return handle.info().startInstant().map(start -> start.minus(TOLERANCE).isBefore(startedAt)).orElse(true);
    }
}
