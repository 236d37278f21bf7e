package io.attune.registry.mlflow.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;
import io.attune.registry.mlflow.MlflowServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What changes in the registry reaches who asked for it, over a real socket. */
class WebhooksIT extends MlflowServer {
    private static final List<Delivery> DELIVERED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger REFUSALS = new AtomicInteger();
    private static final HttpServer RECEIVER = receiver();

    private final String name = "m-" + UUID.randomUUID();

    @Autowired
    private JdbcClient jdbc;

    private record Delivery(String path, String id, String time, String signature, String body) {
    }

    private static HttpServer receiver() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                var headers = exchange.getRequestHeaders();
                DELIVERED.add(new Delivery(exchange.getRequestURI().getPath(), headers.getFirst("X-MLflow-Delivery-Id"),
                        headers.getFirst("X-MLflow-Timestamp"), String.valueOf(headers.getFirst("X-MLflow-Signature")),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
                byte[] answer = "taken".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(REFUSALS.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? 503 : 200,
                        answer.length);
                exchange.getResponseBody().write(answer);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("attune.registry.webhooks.private-hosts", () -> "127.0.0.1:" + RECEIVER.getAddress().getPort());
        registry.add("attune.registry.webhooks.poll", () -> "50ms");
    }

    @AfterAll
    static void stop() {
        RECEIVER.stop(0);
    }

    @BeforeEach
    void nothingYet() {
        jdbc.sql("delete from registry.webhook").update();
        DELIVERED.clear();
        REFUSALS.set(0);
    }

    private String hook(String path) {
        return "http://127.0.0.1:" + RECEIVER.getAddress().getPort() + path;
    }

    private Reply create(String url, String more, String... events) {
        String all = String.join(", ", List.of(events).stream().map(event -> "{\"entity\": \"" + event.split("\\.")[0]
                + "\", \"action\": \"" + event.split("\\.")[1] + "\"}").toList());
        return post("webhooks", "{\"name\": \"ours\", \"url\": \"" + url + "\", \"events\": [" + all + "]" + more
                + "}");
    }

    private List<String> told(int count) {
        return await().until(() -> DELIVERED.stream().map(delivery -> {
            var body = JsonMapper.shared().readTree(delivery.body());
            return body.path("entity").asString() + "." + body.path("action").asString() + " " + body.path("data").path(
                    "name").asString();
        }).toList(), told -> told.size() >= count);
    }

    @Test
    void every_kind_of_change_is_told_to_who_asked_for_it() {
        create(hook("/all"), "", "REGISTERED_MODEL.CREATED", "MODEL_VERSION.CREATED", "MODEL_VERSION_TAG.SET",
                "MODEL_VERSION_TAG.DELETED", "MODEL_VERSION_ALIAS.CREATED", "MODEL_VERSION_ALIAS.DELETED");
        post("registered-models/create", "{\"name\": \"" + name + "\"}");
        post("model-versions/create", "{\"name\": \"" + name + "\", \"source\": \"s3://b/m\"}");
        post("model-versions/set-tag", "{\"name\": \"" + name
                + "\", \"version\": \"1\", \"key\": \"k\", \"value\": \"v\"}");
        post("registered-models/alias", "{\"name\": \"" + name + "\", \"alias\": \"a\", \"version\": \"1\"}");
        send("DELETE", "/api/2.0/mlflow/registered-models/alias", "{\"name\": \"" + name + "\", \"alias\": \"a\"}");
        send("DELETE", "/api/2.0/mlflow/model-versions/delete-tag", "{\"name\": \"" + name
                + "\", \"version\": \"1\", \"key\": \"k\"}");

        assertThat(told(6)).containsExactlyInAnyOrder("REGISTERED_MODEL.CREATED " + name, "MODEL_VERSION.CREATED "
                + name,
                "MODEL_VERSION_TAG.SET " + name, "MODEL_VERSION_TAG.DELETED " + name, "MODEL_VERSION_ALIAS.CREATED "
                        + name, "MODEL_VERSION_ALIAS.DELETED " + name);
    }

    @Test
    void who_did_not_ask_or_is_disabled_is_told_nothing() {
        create(hook("/versions"), "", "MODEL_VERSION.CREATED");
        create(hook("/disabled"), ", \"status\": \"DISABLED\"", "REGISTERED_MODEL.CREATED");
        post("registered-models/create", "{\"name\": \"" + name + "\"}");
        post("model-versions/create", "{\"name\": \"" + name + "\", \"source\": \"s3://b/m\"}");

        assertThat(told(1)).containsExactly("MODEL_VERSION.CREATED " + name);
        assertThat(DELIVERED).extracting(Delivery::path).containsOnly("/versions");
    }

    @Test
    void a_delivery_is_signed_over_its_id_its_time_and_its_body() {
        create(hook("/signed"), ", \"secret\": \"between us\"", "REGISTERED_MODEL.CREATED");
        post("registered-models/create", "{\"name\": \"" + name + "\"}");
        told(1);

        Delivery delivery = DELIVERED.getFirst();
        assertThat(delivery.signature()).isEqualTo(WebhookClient.signature("between us", delivery.id() + "."
                + delivery.time() + "." + delivery.body()));
        // what anybody else computes for the same
        assertThat(WebhookClient.signature("key", "msg.1.{}")).isEqualTo(
                "v1,VXpyVGOoxULcmU0S3bPQiNWEXqcjjs6ObOAKC5Sbeis=");
    }

    @Test
    void a_delivery_that_is_not_taken_comes_again_under_the_same_id() {
        REFUSALS.set(1);
        create(hook("/busy"), "", "REGISTERED_MODEL.CREATED");
        post("registered-models/create", "{\"name\": \"" + name + "\"}");
        told(1);
        await().until(() -> jdbc.sql("update registry.webhook_delivery set due_at = now() where attempts = 1").update(),
                changed -> changed == 1);

        told(2);
        assertThat(DELIVERED).extracting(Delivery::id).containsOnly(DELIVERED.getFirst().id());
        await().until(() -> jdbc.sql("select count(*) from registry.webhook_delivery").query(Integer.class).single(),
                left -> left == 0);
    }

    @Test
    void a_change_that_is_refused_is_not_told() {
        create(hook("/all"), "", "REGISTERED_MODEL.CREATED", "MODEL_VERSION_ALIAS.CREATED");
        post("registered-models/create", "{\"name\": \"" + name + "\"}");
        assertThat(post("registered-models/create", "{\"name\": \"" + name + "\"}").status()).isEqualTo(400);
        assertThat(post("registered-models/alias", "{\"name\": \"" + name
                + "\", \"alias\": \"a\", \"version\": \"9\"}").status()).isEqualTo(404);
        post("registered-models/create", "{\"name\": \"" + name + "-2\"}");

        assertThat(told(2)).containsExactlyInAnyOrder("REGISTERED_MODEL.CREATED " + name, "REGISTERED_MODEL.CREATED "
                + name + "-2");
    }

    @Test
    void a_webhook_is_read_changed_tried_and_deleted_and_its_secret_never_shown() {
        Reply made = create(hook("/x"), ", \"secret\": \"hush\", \"description\": \"for us\"", "MODEL_VERSION.CREATED");
        String id = made.json().at("/webhook/webhook_id").asString();

        assertThat(made.body()).doesNotContain("hush");
        assertThat(get("webhooks/" + id).json().at("/webhook/events/0/entity").asString()).isEqualTo("MODEL_VERSION");
        assertThat(send("PATCH", "/api/2.0/mlflow/webhooks/" + id, "{\"status\": \"DISABLED\"}").json().at(
                "/webhook/status").asString()).isEqualTo("DISABLED");
        assertThat(get("webhooks").json().path("webhooks").size()).isEqualTo(1);
        Reply tried = post("webhooks/" + id + "/test", "{}");
        assertThat(tried.json().path("result").toString()).isEqualTo(
                "{\"success\":true,\"response_status\":200,\"response_body\":\"taken\"}");
        assertThat(DELIVERED.getFirst().signature()).startsWith("v1,");
        assertThat(new String(jdbc.sql("select secret from registry.webhook").query(byte[].class).single(),
                StandardCharsets.ISO_8859_1)).doesNotContain("hush");
        assertThat(send("DELETE", "/api/2.0/mlflow/webhooks/" + id, "{}").body()).isEqualTo("{}");
        assertThat(get("webhooks/" + id).error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1/x", "http://localhost/x", "http://169.254.169.254/latest",
            "ftp://example.com/",
            "not a url", "http://[::1]/", "http://user:pass@93.184.216.34/"})
    void an_address_of_a_private_network_or_of_no_server_is_refused(String url) {
        Reply refused = create(url, "", "MODEL_VERSION.CREATED");

        assertThat(refused.error()).isEqualTo("400 INVALID_PARAMETER_VALUE");
        assertThat(refused.message()).contains("Invalid webhook URL");
    }

    @Test
    void what_a_webhook_is_told_of_must_exist() {
        assertThat(create(hook("/x"), "", "MODEL.MELTED").message()).contains("MODEL_VERSION_ALIAS.CREATED");
        assertThat(post("webhooks", "{\"name\": \"a\", \"url\": \"" + hook("/x") + "\"}").message()).startsWith(
                "Missing value for required parameter 'events'");
    }
}
