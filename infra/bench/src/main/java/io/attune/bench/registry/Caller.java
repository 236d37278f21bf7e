package io.attune.bench.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of the platform that keeps its connections. Thread-safe. */
final class Caller implements AutoCloseable {
    static final String MLFLOW = "/api/2.0/mlflow/";
    private static final int SHOWN = 500;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String key;

    Caller(URI address, String key) {
        this.address = address;
        this.key = key;
    }

    String get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    String post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(
                HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + key);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.request().uri() + " answered " + answer.statusCode() + ": "
                    + answer.body().substring(0, Math.min(SHOWN, answer.body().length())));
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
