package io.attune.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another program, in a process of its own, that has a port of the loopback interface. */
final class PortHolder implements AutoCloseable {
    private final Process process;
    private final int port;

    private PortHolder(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static PortHolder start() {
        try {
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", Path.of("target", "test-classes").toString(), PortHolder.class.getName()).start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            return new PortHolder(process, Integer.parseInt(said.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Says the port and holds it until its parent goes. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.out.println(held.getLocalPort());
            System.in.transferTo(System.err);
        }
    }
}
