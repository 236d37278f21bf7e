package io.attune.bench.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Listens on the loopback interface and relays each connection to a server behind it, in threads of its own. */
abstract class Proxy implements AutoCloseable {
    private final ServerSocket listening;
    private final int behind;
    private final Supplier<Life> life;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * @param behind the port of the server
     * @param life whose connections those are that are made now
     */
    Proxy(int behind, Supplier<Life> life) {
        this.behind = behind;
        this.life = life;
        try {
            listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final int port() {
        return listening.getLocalPort();
    }

    final void start() {
        threads.execute(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket client = listening.accept();
                    Life now = life.get();
                    threads.execute(() -> serve(client, now));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    private void serve(Socket client, Life now) {
        try (client) {
            client.setTcpNoDelay(true);
            sockets.add(client);
            try {
                relay(client, now);
            } finally {
                sockets.remove(client);
            }
        } catch (IOException e) {
            // one side has hung up, or what it said was dropped: both connections are closed
        }
    }

    /** Relays until one side hangs up. */
    abstract void relay(Socket client, Life now) throws IOException;

    /** A connection to the server behind. */
    final Socket connect() throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
        server.setTcpNoDelay(true);
        return server;
    }

    final void inBackground(Runnable work) {
        threads.execute(work);
    }

    @Override
    public final void close() {
        try {
            listening.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
