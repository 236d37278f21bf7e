package io.attune.adapter.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.adapter.command.Shell.Input;
import io.attune.adapter.command.Shell.Result;
import io.attune.kernel.Digest;

/** The folder of jobs on its host. Thread-safe. */
final class Folder {
    private static final long BYTES_PER_SECOND_MIN = 1 << 20;

    private final CommandSettings settings;
    private final Shell shell;

    Folder(CommandSettings settings, SharedConnections shared, InstantSource clock) {
        this.settings = settings;
        shell = new Shell(settings, shared, clock);
    }

    CommandSettings settings() {
        return settings;
    }

    /** Asks and expects an answer; empty when there is no such thing. */
    Optional<Answer> ask(String operation, String verb, String... arguments) {
        Result result = shell.run(verb, arguments);
        if (result.status() == Failures.NO_SUCH_THING) {
            return Optional.empty();
        }
        if (result.status() != 0) {
            throw Failures.of(settings, operation, result);
        }
        return Optional.of(Answer.read(result.text()).orElseThrow(
                () -> Failures.malformed(settings, operation, "the answer breaks off")));
    }

    /** Starts a job; the result is the caller's to judge. */
    Result start(List<String> arguments, Input input) {
        return shell.run("start", arguments, input, null, settings.connection().timeout());
    }

    /** Keeps a file of this content under a name. */
    void put(String name, Digest digest, Path content) throws IOException {
        String operation = "sending the file " + name;
        Result result = shell.run("put", List.of(digest.hex(), name), out -> Files.copy(content, out), null,
                transfer(Files.size(content)));
        if (result.status() != 0 || Answer.read(result.text()).isEmpty()) {
            throw Failures.of(settings, operation, result);
        }
    }

    /** Copies what a file of a job holds. */
    void get(String key, String path, long bytesExpected, OutputStream sink) {
        Result result = shell.run("get", List.of(key, path), null, sink, transfer(bytesExpected));
        if (result.status() != 0) {
            throw Failures.of(settings, "fetching " + path + " of job " + key, result);
        }
    }

    /** The lines of a text of a job, without one that is still being written; none when there is no such job. */
    List<String> lines(String operation, String verb, String... arguments) {
        Result result = shell.run(verb, arguments);
        if (result.status() == Failures.NO_SUCH_THING) {
            return List.of();
        }
        if (result.status() != 0) {
            throw Failures.of(settings, operation, result);
        }
        String text = result.text();
        int end = text.lastIndexOf("\nattune-end\n");
        if (end < 0) {
            if (text.equals("attune-end\n")) {
                return List.of();
            }
            throw Failures.malformed(settings, operation, "the answer breaks off");
        }
        return new ArrayList<>(text.substring(0, end).lines().toList());
    }

    private Duration transfer(long bytes) {
        return settings.connection().timeout().plusSeconds(bytes / BYTES_PER_SECOND_MIN);
    }
}
