package io.attune.cli.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

import com.sun.net.httpserver.HttpServer;

/**
 * A small real program in the place of the sandbox or the platform: as the sandbox it serves a provider and writes its
 * file and its arguments, as the platform it answers health at ATTUNE_PORT. A file named {@code refuse} in its folder makes it end at once.
 */
final class FakeServer {
    private FakeServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean sandbox = args.length > 0 && args[0].equals("--data");
        Path folder = sandbox ? Path.of(args[1]) : Path.of(System.getenv("ATTUNE_HOME"));
        if (Files.exists(folder.resolveSibling("refuse-sandbox")) && sandbox
                || Files.exists(folder.resolve("refuse-platform")) && !sandbox) {
            System.out.println("starting");
            System.err.println("the flux capacitor is missing");
            System.exit(5);
        }
        int port = sandbox ? 0 : Integer.parseInt(System.getenv("ATTUNE_PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        if (sandbox) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("arguments"), String.join(" ", args));
            Files.writeString(folder.resolve("sandbox.json"),
                    """
                    {"pid":%d,"startedAt":"%s","postgres":{"pid":1,"jdbcUrl":"jdbc:postgresql://127.0.0.1:1/attune",
                     "user":"attune","password":"p=a:ss"},"s3":{"endpoint":"http://127.0.0.1:2","bucket":"attune",
                     "region":"us-east-1","accessKey":"a","secretKey":"s"},"provider":{"dialect":"openai",
                     "baseUrl":"http://127.0.0.1:%d/v1","apiKey":"key-of-the-sandbox","tariff":{"source":"demo tariff"}}}""".formatted(
                            ProcessHandle.current().pid(), Instant.now(), server.getAddress().getPort()));
        }
        new CountDownLatch(1).await();
    }
}
