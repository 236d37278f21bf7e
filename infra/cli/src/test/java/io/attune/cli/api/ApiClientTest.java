package io.attune.cli.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ApiClientTest {
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "{}";
    private volatile Map<String, String> headers = Map.of();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            headers = Map.of("auth", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")), "key",
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")), "project",
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Attune-Project")));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyRequestCarriesTheKeyAndTheProject() {
        client().post("/api/v1/runs", Json.object(), Map.of(ApiClient.IDEMPOTENCY_KEY, "nightly"));

        assertThat(headers).containsEntry("auth", "Bearer secret").containsEntry("key", "nightly").containsEntry(
                "project", "support");
    }

    @Test
    void aProblemIsToldWithEveryPlaceLineAndNextStep() {
        status = 400;
        body = """
                {"type":"about:blank","status":400,"detail":"The recipe has 2 problems","code":"invalid-input",
                 "problems":[{"place":"/steps/2","line":12,"message":"unknown step 'normalise'","nextStep":"write normalize"},
                             {"place":"voice.jsonl:14:3","line":0,"message":"not JSON","nextStep":""}]}""";

        CliException failure = failure();

        assertThat(failure.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(failure.message()).isEqualTo("The recipe has 2 problems");
        assertThat(failure.details()).containsExactly("line 12, /steps/2: unknown step 'normalise'",
                "    write normalize", "voice.jsonl:14:3: not JSON");
    }

    @Test
    void aProblemsOwnNextStepIsTold() {
        status = 422;
        body = "{\"detail\":\"The quote is above the budget\",\"nextStep\":\"Raise budget.perRun to 6 USD.\"}";

        assertThat(failure().nextStep()).isEqualTo("Raise budget.perRun to 6 USD.");
    }

    @Test
    void aFailureOfTheOpenAiSurfaceIsToldToo() {
        status = 404;
        body = "{\"error\":{\"message\":\"There is no deployment 'x'\",\"type\":\"invalid_request_error\"}}";

        assertThat(failure().message()).isEqualTo("There is no deployment 'x'");
    }

    @Test
    void anAnswerThatExplainsNothingIsNamedByItsRequest() {
        status = 500;
        body = "<html>";

        assertThat(failure().message()).isEqualTo("The platform answered 500 to GET /api/v1/runs");
    }

    @ParameterizedTest
    @CsvSource({"400, BAD_INPUT", "401, BAD_INPUT", "404, BAD_INPUT", "410, BAD_INPUT", "403, REFUSED", "422, REFUSED",
            "429, REFUSED", "409, CONFLICT", "412, CONFLICT", "428, CONFLICT", "500, OUTSIDE", "502, OUTSIDE",
            "503, OUTSIDE"})
    void theExitCodeFollowsFromTheStatus(int answered, ExitCode expected) {
        status = answered;

        assertThat(failure().exitCode()).isEqualTo(expected);
    }

    @Test
    void whereNothingRunsTheNextStepIsToStartIt() {
        server.stop(0);

        CliException failure = failure();

        assertThat(failure.exitCode()).isEqualTo(ExitCode.OUTSIDE);
        assertThat(failure.nextStep()).contains("./attune up");
    }

    @Test
    void anEndpointNeverShowsItsKey() {
        assertThat(endpoint().toString()).doesNotContain("secret");
    }

    private CliException failure() {
        CliException failure = catchThrowableOfType(CliException.class, () -> client().get("/api/v1/runs"));
        if (failure == null) {
            throw new UncheckedIOException(new IOException("the request succeeded"));
        }
        return failure;
    }

    private ApiClient client() {
        return new ApiClient(endpoint());
    }

    private Endpoint endpoint() {
        return new Endpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "secret", "support");
    }
}
