package io.attune.adapter.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a host that calls share (OpenSSH's multiplexing), so that not each of them shakes hands anew. It is an
 * improvement only: whenever it is not there a call connects by itself. Its socket lies in a folder that no other user can
 * enter. Thread-safe.
 */
final class SharedConnection {
    /** A key that was withdrawn at the host is used no longer than this. */
    private static final Duration LIFE = Duration.ofMinutes(10);
    /** Between two tries to open one. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** After which a call goes its own way while the shared one may still come. */
    private static final long OPENS_WITHIN_MILLIS = 2_000;
    private static final String IDLE_SECONDS = "30";

    private final boolean possible;
    private final InstantSource clock;
    private @Nullable Path folder;
    private @Nullable Master master;
    private int masters;

    /** @param key tells one identity from another without being it */
    private record Master(String key, Path socket, Instant since) {

        /** Or may come yet, or was tried a moment ago. */
        boolean mayBeThere(Instant at) {
            return at.isBefore(since.plus(Files.exists(socket) ? LIFE : PAUSE));
        }
    }

    /** Starts a program. */
    @FunctionalInterface
    interface Starter {
        Process start(ProcessBuilder program) throws IOException;
    }

    /** A client whose user has a configuration of their own shares as that says. */
    SharedConnection(CommandSettings settings, InstantSource clock) {
        possible = File.separatorChar == '/' && settings.place() instanceof Place.OverSsh && settings.ssh().config().equals(
                "none");
        this.clock = clock;
    }

    /**
     * The client's options for a call.
     *
     * @param client the client's command up to the host, without an identity
     * @param host the host
     * @param identity the private key for this call, or null for the user's agent
     * @param start in the environment that calls have
     */
    synchronized List<String> options(List<String> client, String host, @Nullable Path identity,
            Starter start) throws IOException {
        if (!possible) {
            return List.of();
        }
        String key = identity == null ? "" : Digest.of(Files.readAllBytes(identity)).hex();
        Master now = master;
        Instant at = clock.instant();
        if (now == null || !now.key().equals(key) || !now.mayBeThere(at)) {
            now = open(client, host, key, identity, start);
            master = now;
        }
        return Files.exists(now.socket())
                ? List.of("-o", "ControlMaster=no", "-o", "ControlPath=" + now.socket())
                : List.of("-o", "ControlPath=none");
    }

    private Master open(List<String> client, String host, String key, @Nullable Path identity,
            Starter start) throws IOException {
        Path home = folder;
        if (home == null) {
            home = Files.createTempDirectory("attune-ssh-"); // 0700 from its beginning
            home.toFile().deleteOnExit();
            folder = home;
        }
        Path socket = home.resolve(Integer.toString(++masters));
        List<String> command = new ArrayList<>(client);
        Path copy = null;
        if (identity != null) {
            copy = Files.createTempFile(home, "key-", ""); // 0600 from its beginning; the call's own may be gone too soon
            Files.write(copy, Files.readAllBytes(identity));
            command.addAll(Shell.identity(copy));
        }
        command.addAll(List.of("-M", "-N", "-f", "-o", "ControlPath=" + socket, "-o", "ControlPersist=" + IDLE_SECONDS,
                "--", host));
        Process opening = start.start(new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectOutput(
                ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD));
        try {
            // it goes into the background once it is there
            boolean _ = opening.waitFor(OPENS_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (copy != null) {
            Path done = copy;
            var _ = opening.onExit().thenRun(() -> done.toFile().delete());
        }
        return new Master(key, socket, clock.instant());
    }
}
