package io.attune.adapter.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Faults;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import org.jspecify.annotations.Nullable;

/** Whom the programs of an exam ask: a host's shell whether a call goes well, a trainer whether it may make a step. */
final class Gate implements AutoCloseable {
    private static final Map<String, Operation> OPERATIONS = Map.of("put", Operation.UPLOAD_FILE, "remove",
            Operation.DELETE_FILE, "start", Operation.CREATE_JOB, "poll", Operation.READ_JOB, "find",
            Operation.LIST_JOBS, "cancel", Operation.CANCEL_JOB, "metrics", Operation.READ_EVENTS, "checkpoints",
            Operation.READ_CHECKPOINTS);

    private final ServerSocket server;
    private final Faults faults = new Faults();
    private final Pace pace;
    private final InstantSource clock;
    private final Map<Operation, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, Instant> created = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Opens a gate and writes its port into {@code books/gate}. */
    Gate(Path books, Pace pace, InstantSource clock) {
        this.pace = pace;
        this.clock = clock;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            Files.writeString(books.resolve("gate"), server.getLocalPort() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    Faults faults() {
        return faults;
    }

    Pace pace() {
        return pace;
    }

    int requests(Operation operation) {
        return requests.computeIfAbsent(operation, o -> new AtomicInteger()).get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> talk(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void talk(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String reply = line.equals("step") ? step() : verdict(line.split(" "));
                socket.getOutputStream().write((reply + "\n").getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // whoever asked is gone
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private String step() throws InterruptedException {
        pace.awaitStep();
        return "go";
    }

    private String verdict(String[] call) {
        Operation operation = OPERATIONS.getOrDefault(call[1], Operation.OTHER);
        requests.computeIfAbsent(operation, o -> new AtomicInteger()).incrementAndGet();
        String key = call.length > 2 ? call[2] : "";
        if (operation == Operation.CREATE_JOB) {
            created.putIfAbsent(key, clock.instant());
        }
        Instant since = created.get(key);
        boolean hidden = since != null && operation == Operation.LIST_JOBS
                && clock.instant().isBefore(since.plus(faults.listDelay()));
        return hidden ? "hide" : words(faults.take(operation));
    }

    private static String words(@Nullable Fault fault) {
        return switch (fault) {
            case null -> "pass";
            case Fault.DropRequest drop -> "drop";
            case Fault.LoseAnswer lose -> "lose";
            case Fault.FailAfterCommit fail -> "fail";
            case Fault.Refuse(int status, var after) when status == 429 -> "later " + (after == null
                    ? ""
                    : String.valueOf(after.toSeconds()));
            case Fault.Refuse refuse -> "refuse";
            case Fault.TruncateAnswer truncate -> "truncate";
            case Fault.UnknownState(String value) -> "word " + value;
            // a host has no other to point at; its answer is as useless as one that breaks off
            case Fault.Redirect redirect -> "truncate";
        };
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
