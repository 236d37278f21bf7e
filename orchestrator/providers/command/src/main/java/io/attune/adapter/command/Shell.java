package io.attune.adapter.command;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/**
 * Runs the folder's script on its host, here or over SSH, once a call. What is passed are arguments and standard input,
 * never text of a shell. Thread-safe.
 */
final class Shell {
    /** Said by a verb that is ready to read, before it did anything. */
    private static final String READY = "attune-ready\n";
    private static final int OUTPUT_BYTES_MAX = 48 << 20;
    private static final int ERROR_BYTES_MAX = 16 << 10;
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TMPDIR", "TZ",
            "SSH_AUTH_SOCK", "SLURM_CONF");

    private final CommandSettings settings;
    private final SharedConnections shared;
    private final InstantSource clock;

    Shell(CommandSettings settings, SharedConnections shared, InstantSource clock) {
        this.settings = settings;
        this.shared = shared;
        this.clock = clock;
    }

    /** What is written once the far side is ready. */
    interface Input {
        /**
         * Writes it.
         *
         * @throws Withheld when it shall not be sent after all; nothing must have been written yet
         */
        void writeTo(OutputStream out) throws IOException, Withheld;
    }

    /** The input was not sent. */
    static final class Withheld extends Exception {
        Withheld(String message) {
            super(message);
        }
    }

    /**
     * How a call ended.
     *
     * @param status of the script; -1 when it did not end in time or was not started
     * @param sent whether any of the input left this process
     * @param problem what broke on this side, null when nothing did
     */
    record Result(int status, String text, String error, boolean sent, @Nullable String problem) {}

    /** Runs a verb that reads nothing. */
    Result run(String verb, String... arguments) {
        return run(verb, List.of(arguments), null, null, settings.connection().timeout());
    }

    /**
     * Runs a verb.
     *
     * @param input written when the far side says that it is ready; null for none
     * @param sink where output goes instead of the result, null for none
     */
    Result run(String verb, List<String> arguments, @Nullable Input input, @Nullable OutputStream sink,
            Duration limit) {
        List<String> script = new ArrayList<>(List.of(settings.shell(), "-c", Scripts.FOLDER, "attune", verb,
                settings.place().folder(), settings.umask()));
        script.addAll(arguments);
        try (Identity identity = Identity.of(settings)) {
            List<String> command = switch (settings.place()) {
                case Place.Here here -> script;
                case Place.OverSsh there -> ssh(there, identity.file(), script);
            };
            return run(command, input, sink, limit);
        } catch (IOException e) {
            return new Result(-1, "", "", false, "the client of SSH cannot be given its key: " + e);
        }
    }

    private List<String> ssh(Place.OverSsh there, @Nullable Path identity, List<String> script) throws IOException {
        List<String> command = client(there);
        // who has a configuration of their own says there what is shared; the client for Windows cannot share
        boolean shares = settings.ssh().config().equals("none") && File.separatorChar == '/';
        List<String> sharing = shares
                ? shared.options(command, there.host(), identity, clock, Shell::start)
                : List.of();
        if (identity != null) {
            command.addAll(identity(identity));
        }
        command.addAll(sharing);
        command.addAll(List.of("--", there.host(), quoted(script)));
        return command;
    }

    /** The client's options leave nothing to chance: no password, no unknown host, no forwarding. */
    private List<String> client(Place.OverSsh there) {
        CommandSettings.Ssh ssh = settings.ssh();
        List<String> command = new ArrayList<>(List.of(ssh.program(), "-T", "-F", ssh.config(), "-o",
                "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ClearAllForwardings=yes", "-o",
                "ConnectionAttempts=1", "-o", "ConnectTimeout=" + Math.max(1,
                        settings.connection().timeout().toSeconds()),
                "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=2", "-o", "LogLevel=ERROR", "-o",
                "UpdateHostKeys=no"));
        if (ssh.knownHosts() != null) {
            command.addAll(List.of("-o", "UserKnownHostsFile=" + ssh.knownHosts(), "-o",
                    "GlobalKnownHostsFile=/dev/null"));
        }
        if (there.port() > 0) {
            command.addAll(List.of("-p", String.valueOf(there.port())));
        }
        if (there.user() != null) {
            command.addAll(List.of("-l", there.user()));
        }
        return command;
    }

    /** The client's options for a private key. */
    static List<String> identity(Path key) {
        return List.of("-i", key.toString(), "-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none");
    }

    /** As a POSIX shell reads them back: nothing between single quotes means anything to it. */
    static String quoted(List<String> words) {
        StringBuilder line = new StringBuilder("exec");
        for (String word : words) {
            line.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        return line.toString();
    }

    private static Process start(ProcessBuilder program) throws IOException {
        program.environment().keySet().removeIf(name -> !PASSED_ON.contains(name));
        return program.start();
    }

    private static Result run(List<String> command, @Nullable Input input, @Nullable OutputStream sink,
            Duration limit) {
        Process process;
        try {
            process = start(new ProcessBuilder(command));
        } catch (IOException e) {
            return new Result(-1, "", "", false, command.getFirst() + " cannot be started");
        }
        try {
            return new Conversation(process, sink).hold(input, limit);
        } finally {
            process.destroyForcibly();
        }
    }

    /** One run of the program: what it says is read while it is told what it shall know. */
    private static final class Conversation {
        private final Process process;
        private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        private final CompletableFuture<String> output = new CompletableFuture<>();
        private final CompletableFuture<byte[]> error = new CompletableFuture<>();

        Conversation(Process process, @Nullable OutputStream sink) {
            this.process = process;
            Thread.ofVirtual().start(() -> readOutput(sink));
            Thread.ofVirtual().start(() -> readError());
        }

        Result hold(@Nullable Input input, Duration limit) {
            boolean sent = false;
            String problem = null;
            try (OutputStream in = process.getOutputStream()) {
                if (input != null && ready.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    sent = true;
                    input.writeTo(in);
                }
            } catch (Withheld e) {
                sent = false;
                problem = String.valueOf(e.getMessage());
            } catch (IOException | ExecutionException e) {
                problem = "the connection broke";
            } catch (TimeoutException e) {
                problem = "there was no answer within " + limit;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                problem = "it was interrupted";
            }
            return ending(limit, sent, problem);
        }

        private Result ending(Duration limit, boolean sent, @Nullable String problem) {
            try {
                if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    // whoever the program started may hold its output open
                    String said = output.get(5, TimeUnit.SECONDS);
                    return new Result(process.exitValue(), said, text(error.get(5, TimeUnit.SECONDS)), sent, problem);
                }
                return broken(sent, problem == null ? "there was no answer within " + limit : problem);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return broken(sent, "it was interrupted");
            } catch (ExecutionException | TimeoutException e) {
                return broken(sent, problem == null ? "its answer cannot be read" : problem);
            }
        }

        private static Result broken(boolean sent, String problem) {
            return new Result(-1, "", "", sent, problem);
        }

        private void readOutput(@Nullable OutputStream sink) {
            ByteArrayOutputStream kept = new ByteArrayOutputStream();
            try (InputStream in = process.getInputStream()) {
                byte[] buffer = new byte[1 << 16];
                boolean told = false;
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (sink != null) {
                        sink.write(buffer, 0, n);
                        continue;
                    }
                    if (kept.size() + n > OUTPUT_BYTES_MAX) {
                        throw new IOException("The answer is longer than " + OUTPUT_BYTES_MAX + " bytes");
                    }
                    kept.write(buffer, 0, n);
                    if (!told && kept.size() >= READY.length()) {
                        told = true;
                        ready.complete(kept.toString(StandardCharsets.UTF_8).startsWith(READY));
                    }
                }
                ready.complete(false);
                output.complete(kept.toString(StandardCharsets.UTF_8));
            } catch (IOException e) {
                ready.complete(false);
                output.completeExceptionally(e);
                process.destroyForcibly();
            }
        }

        private void readError() {
            try (InputStream in = process.getErrorStream()) {
                byte[] head = in.readNBytes(ERROR_BYTES_MAX);
                error.complete(head);
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                error.complete(new byte[0]);
            }
        }

        private static String text(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8).strip();
        }
    }

    /** A private key as a file that only this process's user can read, for the time of a call. */
    private record Identity(@Nullable Path file, boolean ours) implements AutoCloseable {
        static Identity of(CommandSettings settings) throws IOException {
            if (settings.place() instanceof Place.Here) {
                return new Identity(null, false);
            }
            Path configured = settings.ssh().identityFile();
            String key = configured == null ? settings.connection().credential().get().strip() : "";
            if (key.isEmpty()) {
                return new Identity(configured, false);
            }
            Path file = Files.createTempFile("attune-identity-", ""); // 0600 from its beginning
            Files.writeString(file, key + "\n");
            return new Identity(file, true);
        }

        @Override
        public void close() throws IOException {
            if (ours && file != null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
