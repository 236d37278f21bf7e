package io.attune.bench.dispatch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.kernel.Digest;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.FileUpload;
import io.attune.provider.TrainingFile;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.openai.SimulatedOpenAi;

/**
 * The simulated vendor, whose jobs make no step. Prints its address, its base model, a training file's id and its credential, then answers
 * each line of its input with the number of jobs that were created.
 */
final class SimulatorMain {
    private static final int EXAMPLES = 12;

    private SimulatorMain() {}

    public static void main(String[] words) throws IOException, InterruptedException {
        Path folder = Path.of(words[0]);
        try (SimulatedOpenAi vendor = SimulatedOpenAi.open(folder.resolve("books"), Pace.held(),
                InstantSource.system());
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(vendor.baseUrl() + " " + vendor.baseModel() + " " + upload(vendor, folder)
                    + " " + vendor.credential());
            while (in.readLine() != null) {
                System.out.println(vendor.requests(Operation.CREATE_JOB));
            }
        }
    }

    private static String upload(SimulatedOpenAi vendor, Path folder) throws IOException {
        String lines = (vendor.exampleLine("Q?", "A.") + "\n").repeat(EXAMPLES);
        Path file = Files.writeString(folder.resolve("train.jsonl"), lines);
        try (HttpClient http = HttpClient.newHttpClient()) {
            FileUpload upload = new OpenAiProviderFactory().connect(new ConnectionSettings("vendor", "openai",
                    vendor.baseUrl(), vendor::credential, Duration.ofSeconds(10)), http,
                    InstantSource.system()).ability(
                            FileUpload.class).orElseThrow();
            return upload.upload(new TrainingFile("train", Digest.of(lines), file)).value();
        }
    }
}
