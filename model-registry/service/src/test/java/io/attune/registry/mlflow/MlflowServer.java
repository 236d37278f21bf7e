package io.attune.registry.mlflow;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;

import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServersInitializer;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The registry on a port, as MLflow's clients reach it. */
@SpringBootTest(classes = MlflowServer.Registry.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestServersInitializer.class)
public abstract class MlflowServer {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    int port;
    @Autowired
    PlatformProperties settings;

    private final HttpClient http = HttpClient.newHttpClient();

    /** All of the registry. */
    @SpringBootApplication(scanBasePackages = "io.attune.registry")
    static class Registry {
    }

    protected final MlflowClient client() {
        return new MlflowClient(new BasicMlflowHostCreds(url(), key()));
    }

    protected final String url() {
        return "http://127.0.0.1:" + port;
    }

    protected final String key() {
        try {
            return Files.readString(settings.home().resolve("admin.key")).trim();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** An answer, whatever it is. */
    public record Reply(int status, String body) {
        public JsonNode json() {
            return JSON.readTree(body);
        }

        public String error() {
            return status + " " + json().path("error_code").asString();
        }

        public String message() {
            return json().path("message").asString();
        }
    }

    protected final Reply get(String path) {
        return send(request("/api/2.0/mlflow/" + path).GET());
    }

    protected final Reply post(String path, String body) {
        return send("POST", "/api/2.0/mlflow/" + path, body);
    }

    protected final Reply send(String method, String path, String body) {
        return send(request(path).header("Content-Type", "application/json").method(method,
                HttpRequest.BodyPublishers.ofString(body)));
    }

    protected final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + key());
    }

    protected final Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
