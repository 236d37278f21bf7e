package io.attune.cli.run;

import java.util.Locale;

import io.attune.cli.api.Json;
import io.attune.cli.failure.ExitCode;
import tools.jackson.databind.JsonNode;

/** What a run's state means to a script. */
public final class RunEnd {
    private RunEnd() {}

    /** Whether there is nothing to follow: it ended, or a person is awaited. */
    public static boolean isReached(JsonNode run) {
        return Json.isTrue(run, "/ended") || !Json.text(run, "/waitingFor").isEmpty();
    }

    /** The exit code for a run that ended or waits. */
    public static ExitCode exitCode(JsonNode run) {
        if (!Json.isTrue(run, "/ended")) {
            return Json.text(run, "/waitingFor").isEmpty() ? ExitCode.DONE : ExitCode.WAITS;
        }
        return switch (Json.text(run, "/state")) {
            case "SUCCEEDED" -> run.at("/gates/passed").isBoolean() && !Json.isTrue(run, "/gates/passed")
                    ? ExitCode.NO
                    : ExitCode.DONE;
            case "SKIPPED" -> ExitCode.DONE;
            case "CANCELLED" -> ExitCode.NO;
            default -> ofFailure(Json.text(run, "/failure/kind"));
        };
    }

    private static ExitCode ofFailure(String kind) {
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "INVALID", "NOT_FOUND", "GONE", "UNAUTHENTICATED" -> ExitCode.BAD_INPUT;
            case "FORBIDDEN", "REFUSED", "LIMIT" -> ExitCode.REFUSED;
            case "CONFLICT", "PRECONDITION" -> ExitCode.CONFLICT;
            default -> ExitCode.OUTSIDE;
        };
    }
}
