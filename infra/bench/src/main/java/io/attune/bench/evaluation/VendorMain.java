package io.attune.bench.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.openai.SimulatedOpenAi;

/**
 * The vendor's process. Prints its port, its base model and its credential; then answers each line of its input with a number:
 * {@code answered} with how many conversations it answered, {@code busy} with the nanoseconds from the first question at this
 * pace to the newest answer, and {@code pace MILLISECONDS SLOTS} once they take so long.
 */
final class VendorMain {
    private VendorMain() {}

    public static void main(String[] words) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        try (SimulatedOpenAi vendor = SimulatedOpenAi.open(Path.of(words[0]), Pace.free(), InstantSource.system());
                ChatServer server = ChatServer.before(vendor.baseUrl());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(server.port() + " " + vendor.baseModel() + " " + vendor.credential());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] said = line.split(" ", -1);
                if (said[0].equals("pace")) {
                    server.answer(ChatServer.Pace.of(Duration.ofMillis(Long.parseLong(said[1])), Integer.parseInt(
                            said[2])));
                }
                System.out.println(said[0].equals("busy") ? server.busyNanos() : server.answered());
            }
        }
    }
}
