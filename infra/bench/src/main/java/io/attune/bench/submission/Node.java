package io.attune.bench.submission;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Endpoint;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.Installation;
import org.jspecify.annotations.Nullable;

/** The platform in a process of its own, between two proxies, with the power to kill it, to stop it and to let it go on. */
final class Node implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int LOOKS_MAX = 1_800;
    private static final int LOG_CHARACTERS = 4_000;

    private final Installation installation;
    private final Path home;
    private final int port = freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private final DatabaseProxy database;
    private final VendorProxy vendor;
    private final Path settings;
    private final boolean struck;
    private volatile Life life = new Life(false);
    private @Nullable Process process;

    /**
     * @param home an empty folder of its own
     * @param struck whether runs are held while it works on them
     */
    Node(Installation installation, Path home, Ground ground, boolean struck, Map<String, String> settings)
            throws IOException {
        this.struck = struck;
        this.installation = installation;
        this.home = Files.createDirectories(home);
        database = new DatabaseProxy(ground.postgresPort(), ground.courses(), () -> life);
        vendor = new VendorProxy(ground.desk(), ground.courses(), () -> life);
        database.start();
        vendor.start();
        Map<String, String> all = new TreeMap<>(ground.settings(database.port(), vendor.port()));
        all.putAll(settings);
        all.put("attune.home", this.home.toString());
        StringBuilder text = new StringBuilder();
        all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        this.settings = Files.writeString(this.home.resolve("platform.properties"), text);
    }

    Life life() {
        return life;
    }

    /** Starts the process; returns when it answers. */
    void start() throws IOException {
        life = new Life(struck);
        List<String> command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx1g", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector"));
        command.addAll(List.of("-jar", installation.appJar().toString(), "--spring.config.additional-location=file:"
                + settings));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve("platform.log").toFile()));
        builder.environment().put("ATTUNE_PORT", Integer.toString(port));
        Process started = builder.start();
        process = started;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        for (int look = 0; !answers(); look++) {
            if (!started.isAlive() || look == LOOKS_MAX) {
                throw new IOException("The platform did not start; the end of its log: " + log());
            }
            Pause.real().await(LOOK_EVERY);
        }
    }

    /** Starts it unless it was started, and leaves it standing still. */
    void startStopped() throws IOException {
        if (process == null) {
            start();
        }
        stop();
    }

    private boolean answers() {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(address() + "/actuator/health")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String address() {
        return "http://127.0.0.1:" + port;
    }

    ApiClient api() throws IOException {
        return new ApiClient(new Endpoint(URI.create(address()), Files.readString(home.resolve("admin.key")).strip(),
                ""));
    }

    /** {@code SIGKILL}. What it had said and the proxies hold never arrives. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            running.onExit().join();
        }
        life.end();
    }

    /** {@code SIGSTOP}. */
    void stop() throws IOException {
        signal("STOP");
    }

    /** {@code SIGCONT}. */
    void goOn() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process running = process;
        if (running == null) {
            return; // never started
        }
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(
                    running.pid())).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException("kill -" + name + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The end of its log. */
    String log() throws IOException {
        Path file = home.resolve("platform.log");
        String text = Files.exists(file) ? Files.readString(file) : "";
        return text.substring(Math.max(0, text.length() - LOG_CHARACTERS));
    }

    @Override
    public void close() {
        kill();
        database.close();
        vendor.close();
        http.close();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
