package io.attune.cli.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** Looks whether servers on this machine answer. */
final class Health {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Supplier<HttpClient> http;

    /** Looks with this client, which is asked for only when there is something to look at. */
    Health(Supplier<HttpClient> http) {
        this.http = http;
    }

    /** Whether an address answers with success. */
    boolean answers(String url) {
        return status(url) / 100 == 2;
    }

    /** Whether anything speaks HTTP at an address, whatever it says. */
    boolean isReached(String url) {
        return status(url) > 0;
    }

    private int status(String url) {
        try {
            return http.get().send(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(),
                    BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Whether a port of the loopback interface can be taken. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
