package io.attune.dataset.origin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Credentials, read where the operator keeps them, each time one is needed; never kept, printed or logged. */
final class Secrets {
    private static final ErrorCode MISSING = new ErrorCode("source-credential-missing", ErrorKind.UNAVAILABLE);

    private final Environment environment;

    Secrets(Environment environment) {
        this.environment = environment;
    }

    /** The credential, or null when none is configured. */
    @Nullable
    String read(String place, @Nullable Path file, @Nullable String variable) {
        if (file != null) {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new PlatformException(MISSING, "The credential of " + place + " cannot be read from " + file,
                        "Put it there, readable for the platform alone.", e);
            }
        }
        if (variable == null) {
            return null;
        }
        String value = environment.getProperty(variable);
        if (value == null || value.isBlank()) {
            throw new PlatformException(MISSING, "The credential of " + place + " is not in the environment variable "
                    + variable, "Set it and restart.");
        }
        return value.strip();
    }

    static void check(@Nullable Path file, @Nullable String variable, String place, Problems problems) {
        if (file != null && variable != null) {
            problems.add(new Problem(place, "both credential-file and credential-env are set", "Set one of them."));
        }
    }
}
