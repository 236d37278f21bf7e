package io.attune.bench.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.attune.cli.processes.Installation;

/** The vendor in a process of its own, so that it neither shares the platform's heap nor its threads. */
record Vendor(Process process, BufferedReader out, int port, String baseModel, String credential)
        implements
            AutoCloseable {

    static Vendor start(Installation installation, Path folder) throws IOException {
        Files.createDirectories(folder);
        Process process = new ProcessBuilder(List.of(installation.java().toString(), "-Xmx256m", "-XX:+UseSerialGC",
                "-cp", installation.benchJar().toString(), VendorMain.class.getName(), folder.resolve(
                        "books").toString())).redirectError(folder.resolve("log").toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("The simulated vendor did not start: " + Files.readString(folder.resolve("log")));
        }
        String[] words = line.split(" ", -1);
        return new Vendor(process, out, Integer.parseInt(words[0]), words[1], words[2]);
    }

    URI baseUrl() {
        return URI.create("http://127.0.0.1:" + port + "/v1");
    }

    /** Lets it answer conversations by itself: so many at once, each for a time. */
    void pace(Duration each, int slots) throws IOException {
        say("pace " + each.toMillis() + " " + slots);
    }

    /** How many conversations it answered by itself, whoever asked. */
    long answered() throws IOException {
        return say("answered");
    }

    /** The time from the first question at this pace to the newest answer. */
    Duration busy() throws IOException {
        return Duration.ofNanos(say("busy"));
    }

    private long say(String line) throws IOException {
        Writer in = process.outputWriter();
        in.append(line).append('\n').flush();
        return Long.parseLong(out.readLine());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
