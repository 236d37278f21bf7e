package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.provider.RunKey;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the exam of an adapter does not reach. */
class OpenAiServerTest {
    private static final String KEY = "sk-test";
    private static final int STEPS_PER_EPOCH = 3;

    @TempDir
    Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T12:00:00Z"));
    private Pace pace = Pace.held();
    private OpenAiServer server;

    @BeforeEach
    void open() {
        server = OpenAiServer.open(OpenAiServer.Settings.of(folder, KEY, clock), new SimulatedEngine(pace));
    }

    @AfterEach
    void close() {
        server.close();
        http.close();
    }

    @Test
    void without_the_key_nothing_is_told() throws Exception {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri("/models")).header("Authorization",
                "Bearer sk-other").build(), HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("invalid_api_key").doesNotContain(KEY);
    }

    @Test
    void a_job_interrupted_in_the_second_epoch_goes_on_after_a_restart_with_one_bill() throws Exception {
        String job = createJob(3);
        pace.allow(1 + STEPS_PER_EPOCH + 1);
        await().until(() -> lastStep(job) == STEPS_PER_EPOCH + 1);

        restart();
        pace.release();

        await().until(() -> get("/fine_tuning/jobs/" + job).path("status").stringValue().equals("succeeded"));
        assertThat(server.paidJobs(new RunKey("key-1"))).isOne();
        List<Integer> steps = get("/fine_tuning/jobs/" + job + "/events?limit=100").path("data").valueStream().map(
                event -> event.path("data").path("step").asInt(0)).filter(step -> step > 0).sorted().toList();
        assertThat(steps).isEqualTo(IntStream.rangeClosed(1, 3 * STEPS_PER_EPOCH).boxed().toList());
    }

    @Test
    void the_bill_of_an_interrupted_job_is_that_of_an_uninterrupted_one() throws Exception {
        String interrupted = createJob(2);
        pace.allow(3);
        await().until(() -> lastStep(interrupted) == 2);
        restart();
        pace.release();
        String straight = createJob(2);

        assertThat(billOf(interrupted)).isEqualTo(billOf(straight)).isPositive();
    }

    @Test
    void a_job_cancelled_before_a_restart_is_not_resumed() throws Exception {
        pace.allow(3);
        String job = createJob(3);
        await().until(() -> lastStep(job) == 2);
        post("/fine_tuning/jobs/" + job + "/cancel", "");

        restart();
        pace.release();

        await().until(() -> get("/fine_tuning/jobs/" + job).path("status").stringValue().equals("cancelled"));
        assertThat(get("/fine_tuning/jobs/" + job).path("trained_tokens").asInt(0)).isPositive();
    }

    @Test
    void only_the_last_three_epochs_are_kept() throws Exception {
        pace.release();
        String job = createJob(5);
        await().until(() -> get("/fine_tuning/jobs/" + job).path("status").stringValue().equals("succeeded"));

        assertThat(get("/fine_tuning/jobs/" + job + "/checkpoints").path("data").valueStream().map(
                checkpoint -> checkpoint.path("step_number").asInt())).containsExactly(15, 12, 9);
    }

    @Test
    void a_deleted_model_no_longer_answers() throws Exception {
        pace.release();
        String job = createJob(1);
        await().until(() -> get("/fine_tuning/jobs/" + job).path("status").stringValue().equals("succeeded"));
        String model = get("/fine_tuning/jobs/" + job).path("fine_tuned_model").stringValue();

        http.send(request("/models/" + model).DELETE().build(), HttpResponse.BodyHandlers.ofString());

        assertThat(get("/models/" + model).path("error").path("code").stringValue()).isEqualTo("model_not_found");
    }

    @Test
    void pages_follow_each_other_without_gap_or_overlap() throws Exception {
        List<String> created = List.of(createJob(1), createJob(1), createJob(1));

        JsonNode first = get("/fine_tuning/jobs?limit=2");
        JsonNode second = get("/fine_tuning/jobs?limit=2&after=" + first.path("last_id").stringValue());

        assertThat(ids(first)).containsExactly(created.get(2), created.get(1));
        assertThat(first.path("has_more").booleanValue()).isTrue();
        assertThat(ids(second)).containsExactly(created.get(0));
        assertThat(second.path("has_more").booleanValue()).isFalse();
    }

    @Test
    void an_answer_can_be_streamed() throws Exception {
        HttpResponse<String> response = http.send(request("/chat/completions").POST(BodyPublishers.ofString("""
                {"model":"simulated-mini","stream":true,"messages":[{"role":"user","content":"q"}]}""")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.body()).contains("\"delta\":{\"role\":\"assistant\"").endsWith("data: [DONE]\n\n");
    }

    @Test
    void a_downloaded_file_is_the_uploaded_one() throws Exception {
        String id = upload();

        HttpResponse<String> response = http.send(request("/files/" + id + "/content").build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.body()).isEqualTo(examples());
    }

    private void restart() {
        server.close();
        pace = Pace.held();
        open();
    }

    private long billOf(String job) {
        return await().until(() -> get("/fine_tuning/jobs/" + job).path("trained_tokens").asLong(0), n -> n > 0);
    }

    private int lastStep(String job) throws IOException, InterruptedException {
        return get("/fine_tuning/jobs/" + job + "/events?limit=100").path("data").valueStream().mapToInt(
                event -> event.path("data").path("step").asInt(0)).max().orElse(0);
    }

    private static List<String> ids(JsonNode list) {
        return list.path("data").valueStream().map(entry -> entry.path("id").stringValue()).toList();
    }

    private String createJob(int epochs) throws IOException, InterruptedException {
        return post("/fine_tuning/jobs", """
                {"model":"simulated-mini","training_file":"%s","metadata":{"run_key":"key-1"},"seed":7,
                "hyperparameters":{"n_epochs":%d,"batch_size":4}}""".formatted(upload(), epochs)).path(
                "id").stringValue();
    }

    private String upload() throws IOException, InterruptedException {
        String body = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"e.jsonl\"\r\n\r\n" + examples()
                + "\r\n--b--\r\n";
        return read(request("/files").header("Content-Type", "multipart/form-data; boundary=b").POST(
                BodyPublishers.ofString(body))).path("id").stringValue();
    }

    private static String examples() {
        return IntStream.range(0, STEPS_PER_EPOCH * 4).mapToObj(
                i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"q" + i
                        + "\"},{\"role\":\"assistant\",\"content\":\"a\"}]}\n").collect(Collectors.joining());
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return read(request(path));
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return read(request(path).POST(BodyPublishers.ofString(body)));
    }

    private JsonNode read(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + KEY);
    }

    private URI uri(String path) {
        return URI.create(server.baseUrl() + path);
    }
}
