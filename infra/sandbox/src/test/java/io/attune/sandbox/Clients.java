package io.attune.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

import static org.awaitility.Awaitility.await;

/** Clients made from what {@code sandbox.json} says, and from nothing else. */
final class Clients {
    private static final int EXAMPLES = 24;

    private Clients() {}

    static Objects s3(JsonNode file) {
        JsonNode s3 = file.path("s3");
        return new Objects(S3Client.builder().endpointOverride(URI.create(s3.path("endpoint").stringValue())).region(
                Region.of(s3.path("region").stringValue())).forcePathStyle(true).httpClient(
                        UrlConnectionHttpClient.create()).credentialsProvider(StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(s3.path("accessKey").stringValue(),
                                        s3.path("secretKey").stringValue()))).build(),
                s3.path("bucket").stringValue());
    }

    record Objects(S3Client client, String bucket) {
        void put(String key, String content) {
            client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(content));
        }

        String get(String key) {
            return client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
        }
    }

    static Provider provider(JsonNode file, HttpClient http) {
        return new Provider(http, file.path("provider").path("baseUrl").stringValue(),
                file.path("provider").path("apiKey").stringValue());
    }

    record Provider(HttpClient http, String baseUrl, String apiKey) {

        String createJob(String key, int epochs) throws IOException, InterruptedException {
            return read(request("/fine_tuning/jobs").POST(BodyPublishers.ofString("""
                    {"model":"attune-mini","training_file":"%s","metadata":{"run_key":"%s"},"seed":7,
                    "hyperparameters":{"n_epochs":%d,"batch_size":8}}""".formatted(upload(), key, epochs)))).path(
                    "id").stringValue();
        }

        private String upload() throws IOException, InterruptedException {
            String examples = IntStream.range(0, EXAMPLES).mapToObj(
                    i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"question " + i
                            + "\"},{\"role\":\"assistant\",\"content\":\"answer " + i + "\"}]}\n").collect(
                                    Collectors.joining());
            String body = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--b\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"e.jsonl\"\r\n\r\n" + examples
                    + "\r\n--b--\r\n";
            return read(request("/files").header("Content-Type", "multipart/form-data; boundary=b").POST(
                    BodyPublishers.ofString(body))).path("id").stringValue();
        }

        JsonNode job(String id) throws IOException, InterruptedException {
            return read(request("/fine_tuning/jobs/" + id));
        }

        String status(String id) throws IOException, InterruptedException {
            return job(id).path("status").stringValue();
        }

        int checkpoints(String id) throws IOException, InterruptedException {
            return read(request("/fine_tuning/jobs/" + id + "/checkpoints")).path("data").size();
        }

        int jobsWithKey(String key) throws IOException, InterruptedException {
            return read(request("/fine_tuning/jobs?metadata%5Brun_key%5D=" + key)).path("data").size();
        }

        /** What a job of one epoch on the same file is billed, by doing it. */
        long trainedTokensOfOneEpoch() throws IOException, InterruptedException {
            String job = createJob("key-one-epoch", 1);
            return await().atMost(Duration.ofSeconds(120)).until(
                    () -> job(job).path("trained_tokens").asLong(0), tokens -> tokens > 0);
        }

        String chat(String model) throws IOException, InterruptedException {
            return read(request("/chat/completions").POST(BodyPublishers.ofString("""
                    {"model":"%s","max_tokens":8,"temperature":0,"messages":[{"role":"user","content":"question 1"}]}
                    """.formatted(model)))).path("choices").path(0).path("message").path("content").stringValue();
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(baseUrl + path)).header("Authorization", "Bearer " + apiKey);
        }

        private JsonNode read(HttpRequest.Builder request) throws IOException, InterruptedException {
            return SandboxProcess.JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
        }
    }
}
