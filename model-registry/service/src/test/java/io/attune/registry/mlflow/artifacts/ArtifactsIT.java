package io.attune.registry.mlflow.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import io.attune.kernel.ProjectId;
import io.attune.platform.LargeObjects;
import io.attune.platform.ObjectKey;
import io.attune.registry.mlflow.MlflowServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mlflow.tracking.MlflowClient;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Artifacts by the routes that MLflow's clients use, and by its Java client where that does not start Python. */
class ArtifactsIT extends MlflowServer {
    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts/";
    private static final String PARTS = "/api/2.0/mlflow-artifacts/mpu/";

    @Autowired
    private LargeObjects large;

    private MlflowClient client;
    private String run;
    private String root;

    @BeforeEach
    void aRun() {
        client = client();
        run = client.createRun().getRunId();
        root = client.getRun(run).getInfo().getArtifactUri().replaceFirst("mlflow-artifacts:/+", "");
    }

    private Reply put(String path, byte[] content) {
        return send(request(PROXY + path).PUT(BodyPublishers.ofByteArray(content)));
    }

    /** As {@code name size}, and {@code name/} for a folder. */
    private List<String> files(String path) {
        return get("artifacts/list?run_id=" + run + "&path=" + path).json().path("files").valueStream().map(
                file -> file.path("path").asString() + (file.path("is_dir").asBoolean()
                        ? "/"
                        : " " + file.path("file_size").asLong())).toList();
    }

    @Test
    void what_was_written_is_listed_under_the_run_and_read_again() {
        assertThat(put(root + "/model/weights%20of%201.bin", "weights".getBytes(
                StandardCharsets.UTF_8)).body()).isEqualTo(
                        "{}");
        put(root + "/notes.md", "notes".getBytes(StandardCharsets.UTF_8));

        assertThat(files("")).containsExactly("model/", "notes.md 5");
        assertThat(files("model")).containsExactly("model/weights of 1.bin 7");
        assertThat(send(request(PROXY + root + "/notes.md").GET()).body()).isEqualTo("notes");
        assertThat(send(request("/get-artifact?run_uuid=" + run
                + "&path=model/weights%20of%201.bin").GET()).body()).isEqualTo(
                        "weights");
        assertThat(send(request("/api/2.0/mlflow-artifacts/artifacts?path=" + root).GET()).json().path(
                "files").valueStream().map(file -> file.path("path").asString())).containsExactly("model", "notes.md");
    }

    @Test
    void a_file_is_sent_as_a_file_and_never_as_a_page() throws Exception {
        put(root + "/page.html", "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> page = HttpClient.newHttpClient().send(request("/get-artifact?path=page.html&run_uuid="
                + run).GET().build(), HttpResponse.BodyHandlers.ofString());

        assertThat(page.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
    }

    @Test
    void a_folder_is_deleted_with_what_is_in_it_alone() {
        put(root + "/a/1", new byte[1]);
        put(root + "/a/b/2", new byte[1]);
        put(root + "/ab", new byte[1]);

        assertThat(send(request(PROXY + root + "/a").DELETE()).body()).isEqualTo("{}");

        assertThat(files("")).containsExactly("ab 1");
    }

    @Test
    void a_file_of_many_parts_arrives_whole_without_being_held_in_memory() throws Exception {
        byte[] content = new byte[(40 << 20) + 7];
        new Random(4).nextBytes(content);

        assertThat(put(root + "/large", content).status()).isEqualTo(200);

        HttpResponse<InputStream> read = HttpClient.newHttpClient().send(request(PROXY + root + "/large").GET().build(),
                HttpResponse.BodyHandlers.ofInputStream());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream body = read.body()) {
            byte[] block = new byte[1 << 16];
            for (int n = body.read(block); n >= 0; n = body.read(block)) {
                digest.update(block, 0, n);
            }
        }
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(content)));
    }

    @Test
    void an_upload_that_breaks_off_leaves_what_was_there() throws Exception {
        put(root + "/kept", "before".getBytes(StandardCharsets.UTF_8));
        URI server = URI.create(url());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(("PUT " + PROXY + root + "/kept HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nAuthorization: Bearer " + key() + "\r\nContent-Length: 30000000\r\n\r\n").getBytes(
                            StandardCharsets.UTF_8));
            socket.getOutputStream().write(new byte[20_000_000]);
        }

        put(root + "/done", new byte[1]);
        await().untilAsserted(() -> assertThat(files("")).containsExactly("done 1", "kept 6"));
        assertThat(send(request(PROXY + root + "/kept").GET()).body()).isEqualTo("before");
    }

    @Test
    void a_file_is_sent_in_parts_to_the_object_store_itself() throws Exception {
        byte[] first = new byte[5 << 20];
        Arrays.fill(first, (byte) 'a');
        JsonNode upload = send("POST", PARTS + "create/" + root + "/model",
                "{\"path\": \"/home/user/part.bin\", \"num_parts\": 2}").json();
        String one = part(upload.path("credentials").get(0), first);
        String two = part(upload.path("credentials").get(1), "end".getBytes(StandardCharsets.UTF_8));
        assertThat(files("")).isEmpty();

        assertThat(send("POST", PARTS + "complete/" + root + "/model",
                "{\"path\": \"/home/user/part.bin\", \"upload_id\": \""
                        + upload.path("upload_id").asString() + "\", \"parts\": [{\"part_number\": 1, \"etag\": " + one
                        + "}, {\"part_number\": 2, \"etag\": " + two + "}]}").body()).isEqualTo("{}");

        assertThat(files("model")).containsExactly("model/part.bin " + ((5 << 20) + 3));
    }

    private static String part(JsonNode credential, byte[] content) throws IOException, InterruptedException {
        HttpResponse<String> sent = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(credential.path(
                "url").asString())).PUT(BodyPublishers.ofByteArray(content)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        return new tools.jackson.databind.ObjectMapper().writeValueAsString(sent.headers().firstValue(
                "ETag").orElseThrow());
    }

    @Test
    void parts_that_were_never_sent_make_no_file_and_an_aborted_upload_is_forgotten() {
        JsonNode upload = send("POST", PARTS + "create/" + root, "{\"path\": \"x\", \"num_parts\": 1}").json();
        String id = upload.path("upload_id").asString();
        String parts = "{\"path\": \"x\", \"upload_id\": \"" + id
                + "\", \"parts\": [{\"part_number\": 1, \"etag\": \"0123\"}]}";

        assertThat(send("POST", PARTS + "complete/" + root, parts).status()).isBetween(400, 404);
        assertThat(send("POST", PARTS + "abort/" + root, parts).body()).isEqualTo("{}");
        assertThat(send("POST", PARTS + "abort/" + root, parts).body()).isEqualTo("{}");
        assertThat(send("POST", PARTS + "complete/" + root, parts).status()).isBetween(400, 404);
        assertThat(files("")).isEmpty();
        assertThat(send("POST", PARTS + "create/" + root, "{\"path\": \"x\", \"num_parts\": 10001}").error()).isEqualTo(
                "400 INVALID_PARAMETER_VALUE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "%2e%2e/x", "a/%2e%2e/%2e%2e/x", "%2Fetc/passwd", "a%5C..%5Cx",
            "a%252e/x"})
    void a_path_that_climbs_out_of_the_root_is_refused(String path) throws Exception {
        // as bytes, for Java's client would tidy the path up
        URI server = URI.create(url());
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(("PUT " + PROXY + path + " HTTP/1.1\r\nHost: " + server.getAuthority()
                    + "\r\nConnection: close\r\nAuthorization: Bearer " + key()
                    + "\r\nContent-Length: 1\r\n\r\nx").getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400");
        }
        assertThat(get("artifacts/list?run_id=" + run + "&path=" + path).status()).isEqualTo(400);
        assertThat(large.folder(new ObjectKey(ProjectId.DEFAULT, "mlflow")).stream().map(
                LargeObjects.Entry::name).collect(Collectors.joining())).isIn("", "artifacts");
    }

    @Test
    void what_is_not_there_or_not_kept_here_is_said() {
        assertThat(send(request(PROXY + root + "/none").GET()).error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        assertThat(get("artifacts/list?run_id=none").error()).isEqualTo("404 RESOURCE_DOES_NOT_EXIST");
        String elsewhere = client.createExperiment(org.mlflow.api.proto.Service.CreateExperiment.newBuilder().setName(
                "at " + run).setArtifactLocation("s3://bucket/place").build());
        String theirs = client.createRun(elsewhere).getRunId();
        assertThat(get("artifacts/list?run_id=" + theirs).message()).contains("s3://bucket/place");
    }

    @Test
    void the_files_of_a_version_are_read_by_its_name_and_number() {
        String model = "m-" + run;
        put(root + "/model/MLmodel", "flavors".getBytes(StandardCharsets.UTF_8));
        client.sendPost("registered-models/create", "{\"name\": \"" + model + "\"}");
        client.sendPost("model-versions/create", "{\"name\": \"" + model + "\", \"source\": \"runs:/" + run
                + "/model\"}");

        assertThat(send(request("/model-versions/get-artifact?name=" + model
                + "&version=1&path=MLmodel").GET()).body()).isEqualTo("flavors");
    }

    @Test
    void nobody_reads_without_a_key() throws Exception {
        put(root + "/secret", new byte[1]);
        HttpResponse<String> refused = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(url() + PROXY
                + root + "/secret")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(401);
    }
}
