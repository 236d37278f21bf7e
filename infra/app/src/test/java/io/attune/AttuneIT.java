package io.attune;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.attune.app.StartFailure;
import io.attune.orchestrator.quote.ConfiguredTariff;
import io.attune.platform.testing.TestServers;
import io.attune.provider.Connections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The whole platform against real servers. */
@ExtendWith(OutputCaptureExtension.class)
class AttuneIT {
    @TempDir
    Path home;

    private List<String> settings;

    @BeforeEach
    void settings() throws IOException {
        Path credential = Files.writeString(home.resolve("provider.key"), "secret-of-the-provider\n");
        settings = new ArrayList<>();
        for (Map.Entry<String, String> setting : TestServers.freshProperties().entrySet()) {
            settings.add("--" + setting.getKey() + "=" + setting.getValue());
        }
        settings.addAll(List.of("--attune.home=" + home, "--attune.connections[0].name=sandbox",
                "--attune.connections[0].dialect=openai", "--attune.connections[0].base-url=http://127.0.0.1:1/v1",
                "--attune.connections[0].credential-file=" + credential,
                "--attune.connections[0].tariff[0].base-model=attune-mini",
                "--attune.connections[0].tariff[0].source=demo tariff",
                "--attune.connections[0].tariff[0].currency=USD",
                "--attune.connections[0].tariff[0].training-per-million-tokens=0.80",
                "--attune.connections[0].tariff[0].input-per-million-tokens=0.10",
                "--attune.connections[0].tariff[0].output-per-million-tokens=0.40",
                "--attune.connections[0].tariff[0].observed-on=2026-11-01"));
    }

    @Test
    void starts_answers_and_gives_its_folder_back() throws Exception {
        try (ConfigurableApplicationContext platform = start("--server.port=0")) {
            assertThat(get(platform, "/actuator/health")).isEqualTo(200);
            assertThat(get(platform, "/api/v1/recipes")).isEqualTo(200);
            assertThat(platform.getBean(Connections.class).names()).containsExactly("sandbox");
            assertThat(platform.getBean(Connections.class).settings("sandbox").credential().get()).isEqualTo(
                    "secret-of-the-provider");
            assertThat(platform.getBean(ConfiguredTariff.class).baseModel()).isEqualTo("attune-mini");
        }
        start("--server.port=0").close();
    }

    @Test
    void a_busy_port_is_named_with_the_setting_that_moves_it(CapturedOutput output) throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Throwable failure = catchThrowable(() -> start("--server.port=" + other.getLocalPort()).close());
            assertThat(output).contains("Port " + other.getLocalPort() + " is in use", "server.port", "ATTUNE_PORT");
            assertThat(StartFailure.exitCode(failure)).isEqualTo(6);
        }
    }

    @Test
    void an_object_store_that_does_not_answer_is_named_with_its_settings(CapturedOutput output) {
        Throwable failure = catchThrowable(
                () -> start("--server.port=0", "--attune.objects.endpoint=http://127.0.0.1:1").close());
        assertThat(output).contains("The object store could not", "attune.objects.*");
        assertThat(StartFailure.exitCode(failure)).isEqualTo(5);
    }

    private ConfigurableApplicationContext start(String... more) {
        List<String> args = new ArrayList<>(settings);
        args.addAll(List.of(more));
        return Attune.start(args.toArray(String[]::new));
    }

    private int get(ConfigurableApplicationContext platform, String path) throws Exception {
        String port = platform.getEnvironment().getProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).header(
                "Authorization", "Bearer " + Files.readString(home.resolve("admin.key")).strip()).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
