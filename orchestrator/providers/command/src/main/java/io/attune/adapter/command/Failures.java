package io.attune.adapter.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.adapter.command.Shell.Result;
import io.attune.kernel.ErrorCode;
import io.attune.provider.ProviderException;
import org.jspecify.annotations.Nullable;

/** Tells what went wrong with a call to a host, from its exit status (sysexits.h; 255 is the SSH client's own). */
final class Failures {
    static final int REFUSED = 65;
    static final int NO_SUCH_THING = 66;
    static final int NOT_REACHABLE = 68;
    static final int LATER = 75;
    private static final int SSH = 255;
    private static final int MESSAGE_LENGTH_MAX = 600;
    private static final Pattern RETRY_AFTER = Pattern.compile("(?m)^retry-after=(\\d{1,6})$");

    private Failures() {}

    static ProviderException of(CommandSettings settings, String operation, Result result) {
        ErrorCode code = code(settings, result);
        String nextStep = code.equals(ProviderException.CREDENTIAL)
                ? "Check the connection's key, user and known hosts."
                : code.equals(ProviderException.RATE_LIMITED)
                        ? "Try again later."
                        : code.equals(ProviderException.UNREACHABLE)
                                ? "Check that the host is up and the folder is mounted."
                                : "";
        return new ProviderException(code, message(settings, operation, result), nextStep, retryAfter(result), null);
    }

    static ProviderException malformed(CommandSettings settings, String operation, String what) {
        return new ProviderException(ProviderException.FAILED, subject(settings, operation)
                + " was answered with something that cannot be understood: " + clean(settings, what),
                "Check that nothing else writes into the folder.");
    }

    static ErrorCode code(CommandSettings settings, Result result) {
        return switch (result.status()) {
            case -1, NOT_REACHABLE -> ProviderException.UNREACHABLE;
            case REFUSED, NO_SUCH_THING -> ProviderException.REFUSED;
            case LATER -> ProviderException.RATE_LIMITED;
            case SSH -> settings.place() instanceof Place.OverSsh && saysNo(result)
                    ? ProviderException.CREDENTIAL
                    : ProviderException.UNREACHABLE;
            default -> ProviderException.FAILED;
        };
    }

    /** The client's words for a key or a host that was not believed. */
    private static boolean saysNo(Result result) {
        String said = result.error();
        return said.contains("Permission denied") || said.contains("Host key verification failed")
                || said.contains("No ED25519 host key is known") || said.contains("host key is known for")
                || said.contains("Too many authentication failures");
    }

    static String message(CommandSettings settings, String operation, Result result) {
        String problem = result.problem();
        String said = result.error().isEmpty() ? "" : ": " + clean(settings, result.error());
        return subject(settings, operation) + (problem != null && result.status() == -1
                ? " failed: " + problem
                : " ended with status " + result.status() + said);
    }

    private static @Nullable Duration retryAfter(Result result) {
        Matcher said = RETRY_AFTER.matcher(result.text());
        return said.find() ? Duration.ofSeconds(Long.parseLong(said.group(1))) : null;
    }

    private static String subject(CommandSettings settings, String operation) {
        return "Connection '" + settings.connection().name() + "' at " + settings.place().words() + ": " + operation;
    }

    /** One line of limited length, without control characters. */
    static String clean(CommandSettings settings, String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " | ").replaceAll("\\p{Cntrl}", "");
        String credential = settings.connection().credential().get().strip();
        String safe = credential.isEmpty() ? line : line.replace(credential, "***");
        return safe.length() <= MESSAGE_LENGTH_MAX ? safe : safe.substring(0, MESSAGE_LENGTH_MAX) + "…";
    }
}
