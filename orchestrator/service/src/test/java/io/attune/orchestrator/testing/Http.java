package io.attune.orchestrator.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a platform as its admin. */
public final class Http {
    private final String url;
    private final Path home;

    private Http(String url, Path home) {
        this.url = url;
        this.home = home;
    }

    public static Http of(ConfigurableApplicationContext platform, Path home) {
        return new Http("http://127.0.0.1:" + platform.getEnvironment().getProperty("local.server.port"), home);
    }

    /** The answer's body, whatever its status. */
    public JsonNode json(String method, String path, String body) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(send(method, path, body).body());
    }

    public int status(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, body).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException,
            InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer "
                + Files.readString(home.resolve("admin.key")).strip()).method(method, body.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
