package io.attune.app;

import java.sql.SQLException;
import java.util.Optional;

import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/** What a failed start means for the process that waits for it. */
public final class StartFailure {
    private StartFailure() {}

    /** The exit code: 2 for settings that are wrong, 5 for a service that does not answer, 6 for a port or folder in use. */
    public static int exitCode(Throwable failure) {
        return kind(failure).exitCode();
    }

    private static ErrorKind kind(Throwable failure) {
        Optional<PlatformException> ours = find(failure, PlatformException.class);
        if (ours.isPresent()) {
            return ours.get().code().kind();
        }
        if (find(failure, PortInUseException.class).isPresent()) {
            return ErrorKind.CONFLICT;
        }
        if (find(failure, BindException.class).isPresent()) {
            return ErrorKind.INVALID;
        }
        return find(failure, SQLException.class).isPresent() ? ErrorKind.OUTSIDE : ErrorKind.PLATFORM;
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (type.isInstance(e)) {
                return Optional.of(type.cast(e));
            }
        }
        return Optional.empty();
    }
}
