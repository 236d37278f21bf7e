package io.attune.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import io.attune.kernel.PlatformException;
import io.attune.provider.ProviderException;
import org.springframework.core.env.Environment;

/** Reads a credential where the operator keeps it, each time it is needed. It is never kept, printed or logged. */
final class Credential {
    private Credential() {}

    static Supplier<String> ofFile(String connection, Path file) {
        return () -> {
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw missing(connection, "the file " + file + " cannot be read", e);
            }
        };
    }

    static Supplier<String> ofEnvironment(String connection, String variable, Environment environment) {
        return () -> {
            String value = environment.getProperty(variable);
            if (value == null || value.isBlank()) {
                throw missing(connection, "the environment variable " + variable + " is not set", null);
            }
            return value.strip();
        };
    }

    private static PlatformException missing(String connection, String why,
            @org.jspecify.annotations.Nullable Exception cause) {
        return new ProviderException(ProviderException.CREDENTIAL,
                "There is no credential for the connection '" + connection + "': " + why,
                "Put the provider's API key there.", null, cause);
    }
}
