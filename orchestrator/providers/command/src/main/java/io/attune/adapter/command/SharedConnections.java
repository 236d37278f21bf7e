package io.attune.adapter.command;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One SSH connection to each host that calls share (OpenSSH's multiplexing), so that not each of them shakes hands anew. It is
 * an improvement only: whenever it is not there a call connects by itself. The sockets lie in a folder that no other user can
 * enter. Thread-safe.
 */
final class SharedConnections {
    /** A key that was withdrawn at the host is used no longer than this. */
    private static final Duration LIFE = Duration.ofMinutes(10);
    /** Between two tries to open one. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** After which a call goes its own way while the shared one may still come. */
    private static final long OPENS_WITHIN_MILLIS = 2_000;
    private static final String IDLE_SECONDS = "30";

    private final Map<List<String>, Master> masters = new HashMap<>();
    private @Nullable Path folder;
    private int opened;

    private record Master(Path socket, Instant since) {

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

    /**
     * The client's options for a call.
     *
     * @param client the client's command up to the host, without an identity
     * @param host the host
     * @param identity the private key for this call, or null for the user's agent
     * @param start in the environment that calls have
     */
    synchronized List<String> options(List<String> client, String host, @Nullable Path identity, InstantSource clock,
            Starter start) throws IOException {
        List<String> key = new ArrayList<>(client);
        key.add(host);
        key.add(identity == null ? "" : Digest.of(Files.readAllBytes(identity)).hex());
        Instant at = clock.instant();
        masters.values().removeIf(master -> !master.mayBeThere(at));
        Master master = masters.get(key);
        if (master == null) {
            master = open(client, host, identity, at, start);
            masters.put(List.copyOf(key), master);
        }
        return Files.exists(master.socket())
                ? List.of("-o", "ControlMaster=no", "-o", "ControlPath=" + master.socket())
                : List.of("-o", "ControlPath=none");
    }

    private Master open(List<String> client, String host, @Nullable Path identity, Instant at, Starter start)
            throws IOException {
        Path home = home();
        Path socket = home.resolve(Integer.toString(++opened));
        List<String> command = new ArrayList<>(client);
        Path key = identity == null ? null : Files.createTempFile(home, "key-", ""); // 0600 from its beginning
        if (identity != null && key != null) {
            Files.write(key, Files.readAllBytes(identity)); // the call's own may be gone too soon
            command.addAll(Shell.identity(key));
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
        if (key != null) {
            var _ = opening.onExit().thenRun(() -> key.toFile().delete());
        }
        return new Master(socket, at);
    }

    private Path home() throws IOException {
        Path home = folder;
        if (home == null) {
            home = Files.createTempDirectory("attune-ssh-"); // 0700 from its beginning
            home.toFile().deleteOnExit();
            folder = home;
        }
        return home;
    }
}
