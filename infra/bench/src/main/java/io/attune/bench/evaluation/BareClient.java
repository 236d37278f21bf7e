package io.attune.bench.evaluation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Asks as evaluations do, so many at once, and does nothing with the answers: what the vendor can give on this machine. */
final class BareClient {
    private static final String QUESTION = """
            {"model": "bench", "max_tokens": 96, "temperature": 0, "messages": [{"role": "user",
             "content": "What is the default value of `acme.some.invented.property`?"}]}""";

    private BareClient() {}

    /** @return answers a second */
    static double rate(URI baseUrl, int parallel, Duration time) throws IOException {
        AtomicLong answers = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        long from = System.nanoTime();
        long until = from + time.toNanos();
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < parallel; i++) {
                threads.execute(() -> {
                    while (System.nanoTime() < until && failures.get() == 0) {
                        (isAnswered(http, baseUrl) ? answers : failures).incrementAndGet();
                    }
                });
            }
        }
        if (failures.get() > 0) {
            throw new IOException("The simulated vendor at " + baseUrl + " does not answer");
        }
        return answers.get() * 1e9 / (System.nanoTime() - from);
    }

    private static boolean isAnswered(HttpClient http, URI baseUrl) {
        try {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(baseUrl
                    + "/chat/completions")).header("Content-Type", "application/json").POST(BodyPublishers.ofString(
                            QUESTION)).build(), BodyHandlers.ofString());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
